package io.perennial.inference.shadow;

import io.micrometer.core.instrument.MeterRegistry;
import io.perennial.event.ShadowCompared;
import io.perennial.inference.reading.AnsweredExam;
import io.perennial.inference.serving.ReplicaName;
import io.perennial.mammography.Density;
import io.perennial.messaging.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells comparisons on {@code shadow-compared}, and counts. */
@ApplicationScoped
class ComparisonReports implements ComparisonTeller {

    private final Outbox outbox;
    private final ReplicaName replica;
    private final String lineage;
    private final MeterRegistry metrics;

    ComparisonReports(
            Outbox outbox,
            ReplicaName replica,
            @ConfigProperty(name = "perennial.lineage") String lineage,
            MeterRegistry metrics) {
        this.outbox = outbox;
        this.replica = replica;
        this.lineage = lineage;
        this.metrics = metrics;
    }

    @Override
    public void read(AnsweredExam exam, Density saidByShadow, long nanos) {
        metrics.counter(
                        "perennial.shadow.readings",
                        "serving",
                        exam.probabilities().density().name(),
                        "shadow",
                        saidByShadow.name())
                .increment();
        metrics.timer("perennial.shadow.reading").record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void failed() {
        metrics.counter("perennial.shadow.failed").increment();
    }

    @Override
    public void tell(Comparison comparison, boolean ended) {
        ShadowCompared event = new ShadowCompared(
                replica.value(),
                lineage,
                comparison.serving(),
                comparison.shadow(),
                comparison.exams(),
                comparison.agreement(),
                comparison.kappa(),
                comparison.readings().rows(),
                comparison.dropped(),
                comparison.failed(),
                ended,
                comparison.since(),
                Instant.now());
        QuarkusTransaction.requiringNew().run(() -> outbox.tell(event));
    }
}
