package io.perennial.bench.ingest;

import io.perennial.bench.ResidentMemory;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The most that a process held at any time between opening and closing, looked at every ten milliseconds. */
final class PeakMemory implements AutoCloseable {

    private static final long INTERVAL_MS = 10;

    private final long pid;
    private final AtomicLong peak = new AtomicLong();
    private final Thread watcher = new Thread(this::watch, "memory");

    PeakMemory(long pid) {
        this.pid = pid;
        watcher.setDaemon(true);
        watcher.start();
    }

    private void watch() {
        try {
            while (true) {
                ResidentMemory.of(pid).ifPresent(now -> peak.accumulateAndGet(now, Math::max));
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /** In bytes, mapped files not counted; empty where the system does not tell. */
    OptionalLong soFar() {
        return peak.get() == 0 ? OptionalLong.empty() : OptionalLong.of(peak.get());
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
