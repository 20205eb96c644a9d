package io.perennial.evaluation.expansion;

import io.perennial.artifact.Digest;
import io.perennial.evaluation.EvaluationSettings;
import io.perennial.evaluation.verdict.Evidence;
import io.perennial.evaluation.verdict.Verdicts;
import io.perennial.event.ExpansionTrained;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The expansions to judge, each worked on by at most one service at a time: a lease in the database that runs out if its
 * owner dies. The clocks of replicas must agree to well within the length of a lease.
 */
@ApplicationScoped
class Jobs implements PanacheRepositoryBase<ExpansionJob, String> {

    private static final int SKIP_LOCKED = -2; // Hibernate's value of jakarta.persistence.lock.timeout for it

    /** A job somebody has taken. */
    record Taken(ExpansionTrained fact, int attempts, Optional<String> failure, Instant heardAt) {}

    private final Verdicts verdicts;
    private final Duration lease;

    Jobs(Verdicts verdicts, EvaluationSettings settings) {
        this.verdicts = verdicts;
        this.lease = settings.lease();
    }

    /**
     * Takes the oldest job that is due, unless one is being worked on: each expansion is measured against what the one
     * before it left serving, and its looks at the test images come after that one's.
     */
    @Transactional
    Optional<Taken> take(UUID owner) {
        Instant now = Instant.now();
        if (count("judgedAt is null and due <= ?1", now) == 0) {
            return Optional.empty(); // without keeping others from the table
        }
        getEntityManager()
                .createNativeQuery("lock table expansion_job in share row exclusive mode")
                .executeUpdate();
        if (count("judgedAt is null and leaseOwner is not null and due > ?1", now) > 0) {
            return Optional.empty();
        }
        Optional<ExpansionJob> next = find(
                        "judgedAt is null and due <= ?1", Sort.ascending("heardAt", "expansion"), now)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .withHint("jakarta.persistence.lock.timeout", SKIP_LOCKED)
                .firstResultOptional();
        next.ifPresent(job -> job.take(owner, now.plus(lease)));
        return next.map(job -> new Taken(job.fact(), job.attempts(), job.failure(), job.heardAt()));
    }

    /** Says that the owner lives. */
    @Transactional
    void keep(String expansion, UUID owner) {
        held(expansion, owner).ifPresent(job -> job.keep(Instant.now().plus(lease)));
    }

    /** Leaves a job after a failure that may pass. */
    @Transactional
    void leaveAfterFailure(String expansion, UUID owner, String why, Duration pause) {
        held(expansion, owner)
                .ifPresent(
                        job -> job.leave(Optional.of(why), true, Instant.now().plus(pause)));
    }

    /** Leaves a job that can be taken up again after a pause, as if it had not been tried. */
    @Transactional
    void leave(String expansion, UUID owner, Duration pause) {
        held(expansion, owner)
                .ifPresent(
                        job -> job.leave(Optional.empty(), false, Instant.now().plus(pause)));
    }

    /**
     * Ends a job with its verdict: job, verdict and what is told of it are one transaction. Does nothing if another has
     * taken the job over.
     *
     * @param digest of the stored evidence
     */
    @Transactional
    void conclude(UUID owner, Evidence evidence, Digest digest) {
        held(evidence.expansion(), owner).ifPresent(job -> {
            verdicts.reach(evidence, digest);
            job.judged(Instant.now());
        });
    }

    /** Ends a job whose verdict was reached before. */
    @Transactional
    void closeAsKnown(String expansion, UUID owner) {
        held(expansion, owner).ifPresent(job -> job.judged(Instant.now()));
    }

    private Optional<ExpansionJob> held(String expansion, UUID owner) {
        return findByIdOptional(expansion, LockModeType.PESSIMISTIC_WRITE).filter(job -> job.isHeldBy(owner));
    }
}
