package io.perennial.training.run;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.ArtifactMissingException;
import io.perennial.artifact.InvalidPlanException;
import io.perennial.event.TrainingProgressed;
import io.perennial.network.UnfitWeightsException;
import io.perennial.training.TrainingConfig;
import io.perennial.training.continual.CancelledException;
import io.perennial.training.expansion.Expansion;
import io.perennial.training.expansion.Lease;
import io.perennial.training.expansion.Lease.Standing;
import io.perennial.training.expansion.LeaseLostException;
import io.perennial.training.expansion.Leases;
import io.perennial.training.expansion.Outcomes;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Runs expansions, one at a time, on a thread of its own: never on one that polls Kafka, and with no transaction of the
 * thread that queued them. An expansion of a service that was killed is taken up where its last finished run left it.
 */
@ApplicationScoped
class ExpansionRunner {

    private static final Logger LOG = Logger.getLogger(ExpansionRunner.class);
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);
    // a step of a ResNet-50 on a small machine takes about ten seconds
    private static final Duration PATIENCE_AT_SHUTDOWN = Duration.ofSeconds(15);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "expansion-runner"));
    private final UUID owner = UUID.randomUUID();
    private final Leases leases;
    private final Outcomes outcomes;
    private final Courses courses;
    private final TrainingConfig training;
    private volatile boolean stopping;

    ExpansionRunner(Leases leases, Outcomes outcomes, Courses courses, TrainingConfig training) {
        this.leases = leases;
        this.outcomes = outcomes;
        this.courses = courses;
        this.training = training;
    }

    void onStart(@Observes StartupEvent event) {
        long poll = training.poll().toMillis();
        var unused = thread.scheduleWithFixedDelay(this::runNext, poll, poll, TimeUnit.MILLISECONDS);
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        thread.shutdown();
        if (!thread.awaitTermination(PATIENCE_AT_SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("training did not stop in time; it will be taken up when its lease has run out");
        }
    }

    private void runNext() {
        try {
            if (!stopping) {
                leases.claim(owner).ifPresent(this::run);
            }
        } catch (LeaseLostException e) {
            LOG.info(e.getMessage());
        } catch (Throwable e) { // whatever it is, the thread must look again
            LOG.warn("no expansion can be run now, will look again", e);
        }
    }

    private void run(Lease lease) {
        Expansion expansion = outcomes.expansion(lease);
        if (expansion.attempts() > ATTEMPTS) {
            outcomes.failed(
                    lease,
                    "given up after " + ATTEMPTS + " attempts, the last: "
                            + expansion.reason().orElse("the service died"));
            return;
        }
        LOG.infof(
                "expansion %s of %s is RUNNING, attempt %d", expansion.id(), expansion.domain(), expansion.attempts());
        try (Heartbeat heartbeat = Heartbeat.of(leases, lease, training.lease())) {
            carryOut(expansion, lease, heartbeat);
        }
    }

    private void carryOut(Expansion expansion, Lease lease, Heartbeat heartbeat) {
        try (Course course = courses.open(expansion)) {
            Progress progress = new Progress(
                    expansion,
                    ExpansionTraining.unitsOf(course),
                    fact -> tell(lease, fact),
                    () -> stopping || heartbeat.standing() != Standing.HELD,
                    System::nanoTime);
            new ExpansionTraining(course, progress, run -> outcomes.finished(lease, run))
                    .carryOut(outcomes.finished(lease));
            LOG.infof("expansion %s of %s is %s", expansion.id(), expansion.domain(), outcomes.completed(lease));
        } catch (CancelledException e) {
            stop(expansion, lease, heartbeat);
        } catch (ArtifactMissingException
                | ArtifactCorruptException
                | InvalidPlanException
                | UnfitWeightsException
                | UnusableCohortException e) {
            LOG.errorf("expansion %s of %s FAILED: %s", expansion.id(), expansion.domain(), e.getMessage());
            outcomes.failed(lease, reason(e));
        } catch (LeaseLostException e) {
            throw e;
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            LOG.errorf(e, "expansion %s of %s will be tried again", expansion.id(), expansion.domain());
            leases.giveBack(lease, reason(e), PAUSE_AFTER_FAILURE);
        }
    }

    private void stop(Expansion expansion, Lease lease, Heartbeat heartbeat) {
        switch (heartbeat.standing()) {
            case CANCELLATION_REQUESTED -> {
                outcomes.cancelled(lease);
                LOG.infof("expansion %s of %s is CANCELLED", expansion.id(), expansion.domain());
            }
            case LOST -> LOG.infof("expansion %s of %s is no longer ours", expansion.id(), expansion.domain());
            case HELD -> {
                leases.giveBack(lease);
                LOG.infof("expansion %s of %s pauses: the service stops", expansion.id(), expansion.domain());
            }
        }
    }

    /** Progress is worth telling, not worth failing for. */
    private void tell(Lease lease, TrainingProgressed fact) {
        try {
            outcomes.progressed(lease, fact);
        } catch (LeaseLostException e) {
            LOG.debug(e.getMessage()); // the heartbeat stops the training
        } catch (RuntimeException e) {
            LOG.warnf("progress of expansion %s could not be told: %s", lease.expansion(), e);
        }
    }

    private static String reason(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
