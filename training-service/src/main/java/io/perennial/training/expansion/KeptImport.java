package io.perennial.training.expansion;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The model that was last brought to be a lineage's baseline. */
@Entity
@Table(name = "kept_import")
class KeptImport {

    @Id
    private String lineage;

    private ImportedModel model;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected KeptImport() {}

    KeptImport(String lineage, ImportedModel model) {
        this.lineage = lineage;
        this.model = model;
    }

    void replaceBy(ImportedModel other) {
        model = other;
    }

    String lineage() {
        return lineage;
    }

    ImportedModel model() {
        return model;
    }
}
