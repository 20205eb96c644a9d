package io.perennial.evaluation.expansion;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.Json;
import io.perennial.event.ExpansionTrained;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An expansion that is to be judged. It is due when nobody works on it: whoever takes it up moves that into the future, and
 * goes on doing so while alive.
 */
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate and its queries read the fields
@Table(name = "expansion_job")
class ExpansionJob {

    @Id
    private String expansion;

    private String fact;
    private int attempts;
    private @Nullable String failure;

    @Column(name = "lease_owner")
    private @Nullable UUID leaseOwner;

    private Instant due;

    @Column(name = "heard_at")
    private Instant heardAt;

    @Column(name = "judged_at")
    private @Nullable Instant judgedAt;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected ExpansionJob() {}

    ExpansionJob(ExpansionTrained fact, Instant now) {
        this.expansion = fact.expansion();
        this.fact = Json.text(fact);
        this.due = now;
        this.heardAt = now;
    }

    void take(UUID owner, Instant until) {
        leaseOwner = owner;
        due = until;
        attempts++;
    }

    void keep(Instant until) {
        due = until;
    }

    /** Leaves it, to be tried again from then on; an attempt that does not count is as if it had not been. */
    void leave(Optional<String> why, boolean counts, Instant from) {
        failure = why.orElse(failure);
        attempts -= counts ? 0 : 1;
        leaseOwner = null;
        due = from;
    }

    void judged(Instant at) {
        judgedAt = at;
        leaseOwner = null;
    }

    boolean isHeldBy(UUID owner) {
        return judgedAt == null && owner.equals(leaseOwner);
    }

    String expansion() {
        return expansion;
    }

    ExpansionTrained fact() {
        try {
            return Json.read(fact.getBytes(StandardCharsets.UTF_8), ExpansionTrained.class);
        } catch (ArtifactCorruptException e) {
            throw new IllegalStateException("the job's own row cannot be read", e);
        }
    }

    int attempts() {
        return attempts;
    }

    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    Instant heardAt() {
        return heardAt;
    }
}
