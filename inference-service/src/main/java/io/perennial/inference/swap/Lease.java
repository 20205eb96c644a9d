package io.perennial.inference.swap;

import java.util.concurrent.atomic.AtomicBoolean;

/** A reading's hold on one model: until it is closed, the model stays open and is the same. */
public final class Lease implements AutoCloseable {

    private final Tenancy tenancy;
    private final AtomicBoolean held = new AtomicBoolean(true);

    Lease(Tenancy tenancy) {
        this.tenancy = tenancy;
    }

    public ServingModel model() {
        return tenancy.loaded().model();
    }

    /** Never used after the lease is closed, never closed by the lease's holder. */
    public ImageClassifier classifier() {
        return tenancy.loaded().classifier();
    }

    /** Gives the model back; a second call changes nothing. */
    @Override
    public void close() {
        if (held.compareAndSet(true, false)) {
            tenancy.leave();
        }
    }
}
