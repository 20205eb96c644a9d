package io.perennial.ingest.dicomweb;

import io.perennial.ingest.inspection.QueueLength;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The real capacity, until a test says after how many questions there is no room any more. */
@Alternative
@Priority(1)
@Singleton
class TightCapacity extends Capacity {

    static final int PLENTY = Integer.MAX_VALUE;

    private final AtomicInteger left = new AtomicInteger(PLENTY);

    TightCapacity(
            ReceivingSettings settings,
            QueueLength queue,
            @ConfigProperty(name = "perennial.artifacts.location") String artifacts) {
        super(settings, queue, artifacts);
    }

    void fullAfter(int questions) {
        left.set(questions);
    }

    @Override
    Optional<String> shortage() {
        return left.get() != PLENTY && left.getAndDecrement() <= 0
                ? Optional.of("the disk of a test is full")
                : super.shortage();
    }
}
