package io.perennial.inference.shadow;

import io.perennial.inference.activation.ModelLoader;
import io.perennial.inference.swap.HotSwap;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Looks from time to time which model shall read along. */
@ApplicationScoped
class ShadowThread {

    private static final Logger LOG = Logger.getLogger(ShadowThread.class);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final ShadowSettings settings;
    private final ShadowChoices choices;
    private final Shadows shadows;
    private final String lineage;
    private final ShadowKeeper keeper;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "shadow-keeper"));

    ShadowThread(
            ShadowSettings settings,
            ShadowChoices choices,
            Shadows shadows,
            ModelLoader loader,
            HotSwap hotSwap,
            ComparisonReports reports,
            @ConfigProperty(name = "perennial.lineage") String lineage) {
        this.settings = settings;
        this.choices = choices;
        this.shadows = shadows;
        this.lineage = lineage;
        ShadowRun.Bounds bounds = new ShadowRun.Bounds(
                settings.queuedImages(), settings.coreShare(), settings.tellExams(), settings.tellInterval());
        this.keeper = new ShadowKeeper(lineage, loader, hotSwap, shadows, bounds, reports);
    }

    void onStart(@Observes StartupEvent event) {
        long millis = settings.lookInterval().toMillis();
        var unused = thread.scheduleWithFixedDelay(this::look, 0, millis, TimeUnit.MILLISECONDS);
    }

    /** The comparison that ends with the replica is told; the outbox sends it now or at the next start. */
    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        thread.shutdownNow();
        Optional<ShadowRun> last = shadows.run();
        shadows.replace(null);
        if (last.isPresent() && !last.get().ended(LAST_WORDS)) {
            LOG.warn("the shadow has not ended while the service stops");
        }
    }

    /** Follows a person's choice now. */
    void wake() {
        try {
            thread.execute(this::look);
            thread.execute(this::look); // noticed, then followed
        } catch (RejectedExecutionException e) {
            LOG.debug("woken while stopping");
        }
    }

    ShadowKeeper.Standing standing() {
        return keeper.standing();
    }

    private void look() {
        try {
            keeper.keep(choices.find(lineage).flatMap(ShadowChoices.Choice::model));
        } catch (RuntimeException e) {
            LOG.warnf("which model shall read along is not known now: %s", e);
        }
    }
}
