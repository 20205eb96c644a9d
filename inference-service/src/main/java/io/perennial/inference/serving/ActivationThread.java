package io.perennial.inference.serving;

import io.perennial.event.ModelServing;
import io.perennial.inference.activation.Activations;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Works through the decisions in their order, off the thread that polls the topic. Nothing of it needs to be remembered:
 * a replica that is killed reads the topic again.
 */
@ApplicationScoped
class ActivationThread {

    private static final Logger LOG = Logger.getLogger(ActivationThread.class);

    private final Activations activations;
    private final ServingSettings settings;
    private final TopicHistory history = new TopicHistory();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "activation"));

    ActivationThread(Activations activations, ServingSettings settings) {
        this.activations = activations;
        this.settings = settings;
    }

    void onStart(@Observes StartupEvent event) {
        long millis = settings.retryInterval().toMillis();
        var unused = thread.scheduleWithFixedDelay(
                () -> guarded(activations::tryAgain), millis, millis, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() throws InterruptedException {
        thread.shutdownNow();
        if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
            LOG.warn("an activation is still under way while the service stops");
        }
    }

    /** The topic is read from its beginning; partitions that hold nothing are left out. */
    void historyBegins(Map<TopicPartition, Long> endOffsets) {
        execute(activations::beginHistory);
        if (history.begin(endOffsets)) {
            historyEnds();
        }
    }

    /** One message was read; empty if it holds no decision. */
    void heard(TopicPartition partition, long offset, Optional<ModelServing> decision) {
        long now = System.nanoTime();
        decision.ifPresent(readable -> execute(() -> activations.hear(readable, now)));
        if (history.read(partition, offset)) {
            historyEnds();
        } else if (decision.isPresent()) {
            execute(activations::activate); // behind whatever is heard until then
        }
    }

    private void historyEnds() {
        execute(activations::endHistory);
        execute(activations::activate);
    }

    private void execute(Runnable task) {
        try {
            thread.execute(() -> guarded(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("a decision came while stopping; it is heard again at the next start");
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("an activation failed unexpectedly; the model that serves goes on serving", e);
        }
    }
}
