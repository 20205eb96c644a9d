package io.perennial.training.run;

import io.perennial.training.expansion.Lease;
import io.perennial.training.expansion.Lease.Standing;
import io.perennial.training.expansion.Leases;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Keeps a lease while the training thread is busy, and hears whether it should stop. A database that is away stops
 * nothing: whether the lease is lost shows as soon as it is back, before anything is written.
 */
final class Heartbeat implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Heartbeat.class);
    // a wish to cancel is heard this soon
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "expansion-heartbeat"));
    private final Leases leases;
    private final Lease lease;
    private volatile Standing standing = Standing.HELD;

    private Heartbeat(Leases leases, Lease lease) {
        this.leases = leases;
        this.lease = lease;
    }

    /** Beats from now on, several times within the length of a lease, until closed. */
    static Heartbeat of(Leases leases, Lease lease, Duration leaseLength) {
        Heartbeat heartbeat = new Heartbeat(leases, lease);
        long every = Math.min(leaseLength.toMillis() / 4, LONGEST.toMillis());
        var unused = heartbeat.thread.scheduleWithFixedDelay(heartbeat::beat, 0, every, TimeUnit.MILLISECONDS);
        return heartbeat;
    }

    /** How the lease stood at the last beat. */
    Standing standing() {
        return standing;
    }

    private void beat() {
        try {
            standing = leases.renew(lease);
        } catch (RuntimeException e) {
            LOG.warnf("the lease on expansion %s could not be renewed yet: %s", lease.expansion(), e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
