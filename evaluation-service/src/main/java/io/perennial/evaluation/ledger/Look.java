package io.perennial.evaluation.ledger;

import io.perennial.artifact.Digest;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

/** One use of a domain's test images to decide; a verdict looks once, however often its evaluation is resumed. */
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate and its queries read the fields
@Table(name = "look")
@IdClass(Look.Key.class)
class Look {

    /** Its identity. */
    record Key(String domain, String verdict) {}

    @Id
    private String domain;

    @Id
    private String verdict;

    private Digest cohort;
    private Digest model;

    @Column(name = "taken_at")
    private Instant takenAt;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected Look() {}

    Look(String domain, String verdict, Digest cohort, Digest model, Instant takenAt) {
        this.domain = domain;
        this.verdict = verdict;
        this.cohort = cohort;
        this.model = model;
        this.takenAt = takenAt;
    }
}
