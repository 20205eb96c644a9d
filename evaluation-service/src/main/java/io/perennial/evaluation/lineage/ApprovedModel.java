package io.perennial.evaluation.lineage;

import io.perennial.artifact.Digest;
import io.perennial.mammography.DomainRole;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A model that may serve: approved by a verdict and, where the plan asks for it, by a person. */
@Entity
@Table(name = "approved_model")
public class ApprovedModel {

    @Id
    private String model; // Hibernate converts no identifier

    private String lineage;
    private String domain;

    @Enumerated(EnumType.STRING)
    private DomainRole role;

    private Digest cohort;
    private String verdict;

    @Column(name = "approved_at")
    private Instant approvedAt;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected ApprovedModel() {}

    /** A model that was approved with this cohort of this domain. */
    public ApprovedModel(
            Digest model,
            String lineage,
            String domain,
            DomainRole role,
            Digest cohort,
            String verdict,
            Instant approvedAt) {
        this.model = model.toString();
        this.lineage = lineage;
        this.domain = domain;
        this.role = role;
        this.cohort = cohort;
        this.verdict = verdict;
        this.approvedAt = approvedAt;
    }

    public Digest model() {
        return Digest.parse(model);
    }

    public String lineage() {
        return lineage;
    }

    /** The domain it was approved with. */
    public String domain() {
        return domain;
    }

    public DomainRole role() {
        return role;
    }

    /** The cohort it was approved with: its test images are that domain's yardstick. */
    public Digest cohort() {
        return cohort;
    }

    public String verdict() {
        return verdict;
    }

    public Instant approvedAt() {
        return approvedAt;
    }
}
