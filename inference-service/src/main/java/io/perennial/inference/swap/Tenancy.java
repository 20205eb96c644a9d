package io.perennial.inference.swap;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The time a model serves: counts who is inside, and closes the model when it is retired and the last one has left. */
final class Tenancy {

    private final LoadedModel loaded;

    /** Leases held, plus one while the model serves; at zero nobody can enter again. */
    private final AtomicInteger holders = new AtomicInteger(1);

    private final CountDownLatch drained = new CountDownLatch(1);

    Tenancy(LoadedModel loaded) {
        this.loaded = loaded;
    }

    LoadedModel loaded() {
        return loaded;
    }

    /** Whether the caller may use the model until it leaves; false once it is retired and drained. */
    boolean enter() {
        return holders.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
    }

    void leave() {
        if (holders.decrementAndGet() == 0) {
            drained.countDown();
        }
    }

    /** Called once, by whoever took the model out of service: waits for the leases, then closes it. */
    void retire() {
        leave();
        awaitDrained();
        loaded.close();
    }

    /** Not cut short by an interrupt: closing under a reader would free memory that native code is reading. */
    private void awaitDrained() {
        boolean interrupted = false;
        while (true) {
            try {
                drained.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
