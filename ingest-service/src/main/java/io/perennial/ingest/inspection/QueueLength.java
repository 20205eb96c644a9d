package io.perennial.ingest.inspection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How many images wait for inspection, asked of the database at most once a second. */
@ApplicationScoped
public class QueueLength {

    private static final long KEPT_NANOS = Duration.ofSeconds(1).toNanos();

    private final InspectionQueue queue;
    private final MeterRegistry metrics;
    private final AtomicLong askedAt = new AtomicLong(System.nanoTime() - KEPT_NANOS);
    private volatile long length;

    QueueLength(InspectionQueue queue, MeterRegistry metrics) {
        this.queue = queue;
        this.metrics = metrics;
    }

    void onStart(@Observes StartupEvent event) {
        Gauge.builder("ingest.inspection.waiting", this, queueLength -> queueLength.length)
                .description("images whose pixels have not been looked at")
                .register(metrics);
    }

    /** As it was within the last second or so. */
    public long now() {
        long before = askedAt.get();
        long now = System.nanoTime();
        if (now - before >= KEPT_NANOS && askedAt.compareAndSet(before, now)) {
            length = queue.length();
        }
        return length;
    }
}
