package io.perennial.training.expansion;

import io.perennial.artifact.Digest;
import io.perennial.mammography.DomainRole;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A cohort that was told of. */
@Entity
@Table(name = "known_cohort")
class KnownCohort {

    @Id
    private String cohort;

    private String domain;

    @Enumerated(EnumType.STRING)
    private DomainRole role;

    @Column(name = "heard_at")
    private Instant heardAt;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected KnownCohort() {}

    KnownCohort(Arrival arrival) {
        this.cohort = arrival.cohort().toString();
        this.domain = arrival.domain();
        this.role = arrival.role();
        this.heardAt = arrival.at();
    }

    Digest cohort() {
        return Digest.parse(cohort);
    }

    String domain() {
        return domain;
    }

    DomainRole role() {
        return role;
    }

    Instant heardAt() {
        return heardAt;
    }
}
