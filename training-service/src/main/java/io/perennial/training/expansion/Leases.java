package io.perennial.training.expansion;

import io.perennial.training.TrainingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who carries out which expansion. A lease is a row's owner and an instant; a killed owner's runs out, and the next service
 * to look takes the expansion up. The clocks of replicas must agree to well within the length of a lease.
 */
@ApplicationScoped
public class Leases {

    private final StoredExpansions expansions;
    private final Duration length;

    Leases(StoredExpansions expansions, TrainingConfig training) {
        this.expansions = expansions;
        this.length = training.lease();
    }

    /** Takes up the oldest expansion that has no owner; empty if there is none. */
    @Transactional
    public Optional<Lease> claim(UUID owner) {
        Instant now = Instant.now();
        Optional<Expansion> next = expansions.nextToRun(now);
        next.ifPresent(expansion -> expansion.leaseTo(owner, now, now.plus(length)));
        return next.map(expansion -> new Lease(expansion.id(), owner));
    }

    /** Says that the owner lives, and hears how the lease stands. */
    @Transactional
    public Lease.Standing renew(Lease lease) {
        Optional<Expansion> held =
                expansions.locked(lease.expansion()).filter(expansion -> expansion.isLeasedTo(lease.owner()));
        held.ifPresent(expansion -> expansion.renewLease(Instant.now().plus(length)));
        return held.map(expansion -> expansion.isCancellationRequested()
                        ? Lease.Standing.CANCELLATION_REQUESTED
                        : Lease.Standing.HELD)
                .orElse(Lease.Standing.LOST);
    }

    /** Gives the expansion back unfinished, to be taken up at once. */
    @Transactional
    public void giveBack(Lease lease) {
        held(lease).ifPresent(expansion -> {
            expansion.giveUpLease(Instant.now());
            expansion.forgetAttempts();
        });
    }

    /** Gives the expansion back after something went wrong that may pass, to be taken up after a while. */
    @Transactional
    public void giveBack(Lease lease, String why, Duration pause) {
        held(lease).ifPresent(expansion -> {
            expansion.giveUpLease(Instant.now().plus(pause));
            expansion.noteFailure(why);
        });
    }

    private Optional<Expansion> held(Lease lease) {
        return expansions.locked(lease.expansion()).filter(expansion -> expansion.isLeasedTo(lease.owner()));
    }
}
