package io.perennial.inference.swap;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The time a model serves: counts who is inside, and closes the model when it is retired and the last one has left. */
final class Tenancy {

    private final LoadedModel loaded;

    /** Leases held, plus one while the model serves; at zero nobody can enter again. */
    private final AtomicInteger holders = new AtomicInteger(1);

    private final CountDownLatch drained = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean givenUp;

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
            if (givenUp) {
                closeOnce();
            }
        }
    }

    /**
     * Called once, by whoever took the model out of service: waits for the leases, then closes it. A lease that is held for
     * longer than the patience closes the model when it is given back; nobody waits for it any more.
     *
     * @return whether all leases had been given back in time
     */
    boolean retire(Duration patience) {
        leave();
        if (isDrainedWithin(patience)) {
            closeOnce();
            return true;
        }
        givenUp = true;
        if (holders.get() == 0) { // the last one left before it could see that
            closeOnce();
        }
        return false;
    }

    private void closeOnce() {
        if (closed.compareAndSet(false, true)) {
            loaded.close();
        }
    }

    /** Not cut short by an interrupt: closing under a reader would free memory that native code is reading. */
    private boolean isDrainedWithin(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        boolean isDrained = false;
        boolean waiting = true;
        while (waiting) {
            try {
                isDrained = drained.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                waiting = false;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return isDrained;
    }
}
