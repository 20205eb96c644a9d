package io.perennial.evaluation.scoring;

import io.perennial.artifact.Digest;
import io.perennial.mammography.Split;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** Where a model's answers for a split of a cohort lie. */
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate and its queries read the fields
@Table(name = "prediction")
@IdClass(Prediction.Key.class)
class Prediction {

    /** Its identity. */
    record Key(String model, String cohort, Split split) {
        Key(Digest model, Digest cohort, Split split) {
            this(model.toString(), cohort.toString(), split); // Hibernate converts no identifier
        }
    }

    @Id
    private String model;

    @Id
    private String cohort;

    @Id
    @Enumerated(EnumType.STRING)
    private Split split;

    private Digest logits;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected Prediction() {}

    Prediction(Key key, Digest logits) {
        this.model = key.model();
        this.cohort = key.cohort();
        this.split = key.split();
        this.logits = logits;
    }

    Digest logits() {
        return logits;
    }
}
