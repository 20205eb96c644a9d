package io.perennial.evaluation.expansion;

import io.perennial.artifact.Digest;
import io.perennial.mammography.DomainRole;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A cohort that was published. */
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate and its queries read the fields
@Table(name = "known_cohort")
class KnownCohort {

    @Id
    private String cohort; // Hibernate converts no identifier

    private String domain;

    @Enumerated(EnumType.STRING)
    private DomainRole role;

    @Column(name = "heard_at")
    private Instant heardAt;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected KnownCohort() {}

    KnownCohort(Digest cohort, String domain, DomainRole role, Instant heardAt) {
        this.cohort = cohort.toString();
        this.domain = domain;
        this.role = role;
        this.heardAt = heardAt;
    }

    String domain() {
        return domain;
    }

    DomainRole role() {
        return role;
    }
}
