package io.perennial.evaluation.ledger;

import io.perennial.artifact.Digest;
import io.perennial.evaluation.spending.OnlineFallback.Spent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One use of a domain's test images to decide about one model; it stays one, however often the judgement is resumed. */
@Entity
@Table(name = "look")
@IdClass(Look.Key.class)
class Look {

    /** Its identity. */
    record Key(String domain, String verdict, String model) {
        Key(String domain, String verdict, Digest model) {
            this(domain, verdict, model.toString()); // Hibernate converts no identifier
        }
    }

    @Id
    private String domain;

    @Id
    private String verdict;

    @Id
    private String model;

    private int number;
    private Digest cohort;
    private double alpha;
    private @Nullable Boolean shown;

    @Column(name = "taken_at")
    private Instant takenAt;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected Look() {}

    Look(Key key, int number, Digest cohort, double alpha, Instant takenAt) {
        this.domain = key.domain();
        this.verdict = key.verdict();
        this.model = key.model();
        this.number = number;
        this.cohort = cohort;
        this.alpha = alpha;
        this.takenAt = takenAt;
    }

    void conclude(boolean whatWasToBeShown) {
        shown = whatWasToBeShown;
    }

    Spent spent() {
        return new Spent(alpha, Boolean.TRUE.equals(shown));
    }

    String domain() {
        return domain;
    }

    String verdict() {
        return verdict;
    }

    Digest model() {
        return Digest.parse(model);
    }

    /** Place among the domain's looks, from 1. */
    int number() {
        return number;
    }

    Digest cohort() {
        return cohort;
    }

    double alpha() {
        return alpha;
    }

    /** Absent as long as the verdict is not reached. */
    Optional<Boolean> shown() {
        return Optional.ofNullable(shown);
    }

    Instant takenAt() {
        return takenAt;
    }
}
