package io.perennial.evaluation.lineage;

import io.perennial.artifact.Digest;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** That a model must serve, from this decision to the next. */
@Entity
@Table(name = "serving_decision")
@IdClass(ServingDecision.Key.class)
public class ServingDecision {

    /** Its identity. */
    record Key(String lineage, long sequence) {}

    @Id
    private String lineage;

    @Id
    private long sequence;

    private Digest model;
    private String verdict;
    private @Nullable String reason;

    @Column(name = "decided_at")
    private Instant decidedAt;

    @Column(name = "signature_key")
    private @Nullable String signatureKey;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected ServingDecision() {}

    ServingDecision(
            String lineage,
            long sequence,
            Digest model,
            String verdict,
            Optional<String> reason,
            Instant decidedAt,
            String signatureKey) {
        this.lineage = lineage;
        this.sequence = sequence;
        this.model = model;
        this.verdict = verdict;
        this.reason = reason.orElse(null);
        this.decidedAt = decidedAt;
        this.signatureKey = signatureKey;
    }

    public String lineage() {
        return lineage;
    }

    /** Grows with every decision of the lineage, from 1. */
    public long sequence() {
        return sequence;
    }

    public Digest model() {
        return model;
    }

    /** The verdict that approved the model. */
    public String verdict() {
        return verdict;
    }

    /** What a person gave as the reason of a rollback. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    public Instant decidedAt() {
        return decidedAt;
    }

    /** The key it was signed with; absent where it was made before that was remembered. */
    Optional<String> signatureKey() {
        return Optional.ofNullable(signatureKey);
    }
}
