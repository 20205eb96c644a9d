package io.perennial.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Somebody who asks a replica for its health ten times a second, as an orchestrator does less often, and looks how large it is. */
final class Checkups implements AutoCloseable {

    private static final int INTERVAL_MILLIS = 100;

    private final Replica replica;
    private final List<String> complaints = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private long asked;
    private long longestNanos;
    private long mostBytes;

    Checkups(Replica replica) {
        this.replica = replica;
        var unused = clock.scheduleWithFixedDelay(this::look, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void look() {
        long begun = System.nanoTime();
        try {
            Http.Answer ready = replica.http().get(replica.address("/q/health/ready"));
            if (ready.status() != 200) {
                complaints.add(ready.body());
            }
        } catch (RuntimeException e) {
            complaints.add(e.toString());
        }
        asked++;
        longestNanos = Math.max(longestNanos, System.nanoTime() - begun);
        mostBytes = Math.max(mostBytes, replica.resident().orElse(0));
    }

    /** Every time that it was not ready. */
    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    synchronized long asked() {
        return asked;
    }

    /** The longest that an answer took. */
    synchronized long longestMillis() {
        return TimeUnit.NANOSECONDS.toMillis(longestNanos);
    }

    /** The most its process held in memory; 0 where the system does not tell. */
    synchronized long mostBytes() {
        return mostBytes;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
