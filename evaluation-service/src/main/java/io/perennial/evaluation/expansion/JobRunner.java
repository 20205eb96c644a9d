package io.perennial.evaluation.expansion;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.perennial.artifact.Digest;
import io.perennial.evaluation.EvaluationSettings;
import io.perennial.evaluation.judging.ExpansionJudge;
import io.perennial.evaluation.judging.NotYetException;
import io.perennial.evaluation.lineage.Lineage;
import io.perennial.evaluation.plan.PlanInForce;
import io.perennial.evaluation.reason.Reason;
import io.perennial.evaluation.reason.ReasonCode;
import io.perennial.evaluation.verdict.DecisionHistory;
import io.perennial.evaluation.verdict.Evidence;
import io.perennial.evaluation.verdict.VerdictId;
import io.perennial.evaluation.verdict.Verdicts;
import io.perennial.event.ExpansionTrained;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Judges expansions one at a time on a thread of its own: never on one that polls Kafka, and with no transaction of the
 * thread that stored the job. Every job ends in a verdict: one that keeps failing is inconclusive, with the reason.
 */
@ApplicationScoped
class JobRunner {

    private static final Logger LOG = Logger.getLogger(JobRunner.class);
    private static final Duration PATIENCE_AT_SHUTDOWN = Duration.ofSeconds(10); // a batch of a large network
    private static final Duration PAUSE_WHEN_TOO_EARLY = Duration.ofSeconds(1);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "expansion-judge"));
    private final ScheduledExecutorService heart =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "expansion-heartbeat"));
    private final UUID owner = UUID.randomUUID();
    private final Jobs jobs;
    private final Expansions expansions;
    private final ExpansionJudge judge;
    private final Verdicts verdicts;
    private final DecisionHistory history;
    private final PlanInForce plan;
    private final Lineage lineage;
    private final EvaluationSettings settings;
    private final MeterRegistry metrics;
    private boolean signedWithTheKeyInUse; // of the judging thread

    JobRunner(
            Jobs jobs,
            Expansions expansions,
            ExpansionJudge judge,
            Verdicts verdicts,
            DecisionHistory history,
            PlanInForce plan,
            Lineage lineage,
            EvaluationSettings settings,
            MeterRegistry metrics) {
        this.jobs = jobs;
        this.expansions = expansions;
        this.judge = judge;
        this.verdicts = verdicts;
        this.history = history;
        this.plan = plan;
        this.lineage = lineage;
        this.settings = settings;
        this.metrics = metrics;
    }

    void onStart(@Observes StartupEvent event) {
        long poll = settings.poll().toMillis();
        var unused = thread.scheduleWithFixedDelay(this::runNext, poll, poll, TimeUnit.MILLISECONDS);
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        thread.shutdownNow();
        if (!thread.awaitTermination(PATIENCE_AT_SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("judging did not stop in time; it will be taken up when its lease has run out");
        }
        heart.shutdownNow();
    }

    private void runNext() {
        try {
            if (history.isComplete()) {
                signAnew();
                jobs.take(owner).ifPresent(this::run);
            }
        } catch (RuntimeException e) {
            LOG.warnf("no expansion can be judged now, will look again: %s", e);
        }
    }

    /** Once, as soon as it is known what must serve. */
    private void signAnew() {
        if (!signedWithTheKeyInUse) {
            lineage.signAnew(plan.plan().lineage());
            signedWithTheKeyInUse = true;
        }
    }

    private void run(Jobs.Taken job) {
        String expansion = job.fact().expansion();
        if (verdicts.isReached(VerdictId.of(expansion, plan.digest()))) {
            jobs.closeAsKnown(expansion, owner);
            return;
        }
        long beat = Math.max(1, settings.lease().toMillis() / 4);
        ScheduledFuture<?> heartbeat =
                heart.scheduleWithFixedDelay(() -> keep(expansion), beat, beat, TimeUnit.MILLISECONDS);
        Timer.Sample duration = Timer.start(metrics);
        try {
            conclude(evidence(job));
            duration.stop(metrics.timer("perennial.judging"));
        } catch (NotYetException e) {
            LOG.debugf("expansion %s waits: %s", expansion, e.getMessage());
            jobs.leave(expansion, owner, PAUSE_WHEN_TOO_EARLY);
        } catch (InterruptedException e) {
            LOG.infof("expansion %s pauses: the service stops", expansion);
            jobs.leave(expansion, owner, Duration.ZERO);
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.errorf(e, "expansion %s could not be judged, attempt %d", expansion, job.attempts());
            jobs.leaveAfterFailure(expansion, owner, reason(e), settings.pause());
        } finally {
            heartbeat.cancel(false);
        }
    }

    private Evidence evidence(Jobs.Taken job) throws NotYetException, IOException, InterruptedException {
        ExpansionTrained fact = job.fact();
        if (job.attempts() > settings.attempts()) {
            return judge.inconclusive(
                    fact,
                    new Reason(
                            ReasonCode.EVALUATION_FAILED,
                            "it could not be judged in " + settings.attempts() + " attempts; the last failure: "
                                    + job.failure().orElse("the service died")));
        }
        try {
            List<Digest> models = new ArrayList<>(fact.candidates());
            Set<Digest> controls = expansions.controls(models);
            return judge.judge(fact, expansions.publishedAs(fact.cohort(), fact.domain()), controls::contains);
        } catch (NotYetException e) {
            if (Instant.now().isBefore(job.heardAt().plus(settings.patience()))) {
                throw e;
            }
            return judge.inconclusive(fact, e.reason());
        }
    }

    private void conclude(Evidence evidence) throws IOException {
        jobs.conclude(owner, evidence, verdicts.store(evidence));
        metrics.counter("perennial.verdicts", "outcome", evidence.outcome().name())
                .increment();
    }

    private void keep(String expansion) {
        try {
            jobs.keep(expansion, owner);
        } catch (RuntimeException e) {
            LOG.warnf("the lease on expansion %s could not be renewed yet: %s", expansion, e);
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
