package io.perennial.evaluation.expansion;

import io.perennial.artifact.Digest;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

/** A tuned model that was told of. */
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate and its queries read the fields
@Table(name = "known_candidate")
@IdClass(KnownCandidate.Key.class)
class KnownCandidate {

    /** Its identity. */
    record Key(String model, String expansion) {
        Key(Digest model, String expansion) {
            this(model.toString(), expansion); // Hibernate converts no identifier
        }
    }

    @Id
    private String model;

    @Id
    private String expansion;

    private boolean control;

    @Column(name = "trained_at")
    private Instant trainedAt;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected KnownCandidate() {}

    KnownCandidate(Digest model, String expansion, boolean control, Instant trainedAt) {
        this.model = model.toString();
        this.expansion = expansion;
        this.control = control;
        this.trainedAt = trainedAt;
    }
}
