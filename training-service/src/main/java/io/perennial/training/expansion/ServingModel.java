package io.perennial.training.expansion;

import io.perennial.artifact.Digest;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The model that serves a lineage: the next expansion's base. */
@Entity
@Table(name = "serving_model")
class ServingModel {

    @Id
    private String lineage;

    private long sequence;
    private Digest model;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected ServingModel() {}

    ServingModel(String lineage, long sequence, Digest model) {
        this.lineage = lineage;
        this.sequence = sequence;
        this.model = model;
    }

    /** Takes the decision over unless it is an old one, repeated or late. Says whether it did. */
    boolean replaceBy(long newSequence, Digest newModel) {
        if (newSequence <= sequence) {
            return false;
        }
        sequence = newSequence;
        model = newModel;
        return true;
    }

    String lineage() {
        return lineage;
    }

    Digest model() {
        return model;
    }
}
