package io.perennial.inference.shadow;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.perennial.inference.reading.AnsweredExam;
import io.perennial.inference.reading.ReadingObserver;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Hands every answered exam to the model that reads along, if one does. */
@ApplicationScoped
class Shadows implements ReadingObserver {

    private final AtomicReference<@Nullable ShadowRun> current = new AtomicReference<>();
    private final Counter dropped;

    Shadows(MeterRegistry metrics) {
        this.dropped = metrics.counter("perennial.shadow.dropped");
        metrics.gauge("perennial.shadow.exams", this, gauge(Comparison::exams));
        metrics.gauge(
                "perennial.shadow.agreement",
                this,
                gauge(comparison -> comparison.agreement().orElse(Double.NaN)));
        metrics.gauge(
                "perennial.shadow.kappa",
                this,
                gauge(comparison -> comparison.kappa().orElse(Double.NaN)));
    }

    private static ToDoubleFunction<Shadows> gauge(ToDoubleFunction<Comparison> figure) {
        return shadows ->
                shadows.run().map(run -> figure.applyAsDouble(run.comparison())).orElse(Double.NaN);
    }

    @Override
    public void answered(AnsweredExam exam) {
        ShadowRun run = current.get();
        if (run != null && !run.offer(exam)) {
            dropped.increment();
        }
    }

    Optional<ShadowRun> run() {
        return Optional.ofNullable(current.get());
    }

    /** Has this one read along from now on, and the one before no longer; returns at once. */
    void replace(@Nullable ShadowRun next) {
        ShadowRun before = current.getAndSet(next);
        if (before != null) {
            before.end();
        }
    }
}
