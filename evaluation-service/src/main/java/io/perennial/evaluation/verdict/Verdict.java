package io.perennial.evaluation.verdict;

import io.perennial.artifact.ChangeControlPlan.Approval;
import io.perennial.artifact.Digest;
import io.perennial.event.Signature;
import io.perennial.event.VerdictReached.Outcome;
import io.perennial.mammography.DomainRole;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A verdict as it is remembered; what is behind it is its evidence, in the artifact store. */
@Entity
@Table(name = "verdict")
public class Verdict {

    @Id
    private String id;

    private String lineage;
    private String expansion;
    private String domain;

    @Enumerated(EnumType.STRING)
    private DomainRole role;

    @Enumerated(EnumType.STRING)
    private Outcome outcome;

    private @Nullable Digest model;
    private Digest cohort;
    private Digest evidence;
    private Digest plan;

    @Enumerated(EnumType.STRING)
    private Approval approval;

    @Column(name = "signature_key")
    private String signatureKey;

    @Column(name = "signature_value")
    private String signatureValue;

    @Column(name = "reached_at")
    private Instant reachedAt;

    @Enumerated(EnumType.STRING)
    private @Nullable HumanDecision decision;

    private @Nullable String approver;

    @Column(name = "decision_reason")
    private @Nullable String decisionReason;

    @Column(name = "decided_at")
    private @Nullable Instant decidedAt;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected Verdict() {}

    Verdict(Evidence evidence, Digest digest, Approval approval, Signature signature, Instant reachedAt) {
        this.id = evidence.verdict();
        this.lineage = evidence.lineage();
        this.expansion = evidence.expansion();
        this.domain = evidence.domain();
        this.role = evidence.role();
        this.outcome = evidence.outcome();
        this.model = evidence.judged().orElse(null);
        this.cohort = evidence.cohort();
        this.evidence = digest;
        this.plan = evidence.plan();
        this.approval = approval;
        this.signatureKey = signature.key();
        this.signatureValue = signature.value();
        this.reachedAt = reachedAt;
    }

    /** A person's decision on an approved candidate; the last word. */
    void decide(HumanDecision humanDecision, String by, String why, Instant at) {
        if (decision != null) {
            throw new IllegalStateException("verdict " + id + " was decided before");
        }
        decision = humanDecision;
        approver = by;
        decisionReason = why;
        decidedAt = at;
    }

    /** Whether its model may serve: approved, by a person too where the plan asks for that. */
    boolean allowsServing() {
        return outcome == Outcome.APPROVED && (approval == Approval.AUTOMATIC || decision == HumanDecision.APPROVE);
    }

    /** Whether a person's decision is asked for and has not come. */
    boolean awaitsDecision() {
        return outcome == Outcome.APPROVED && approval == Approval.HUMAN && decision == null;
    }

    String id() {
        return id;
    }

    String lineage() {
        return lineage;
    }

    String expansion() {
        return expansion;
    }

    String domain() {
        return domain;
    }

    DomainRole role() {
        return role;
    }

    Outcome outcome() {
        return outcome;
    }

    Optional<Digest> model() {
        return Optional.ofNullable(model);
    }

    Digest cohort() {
        return cohort;
    }

    Digest evidence() {
        return evidence;
    }

    Digest plan() {
        return plan;
    }

    Approval approval() {
        return approval;
    }

    Instant reachedAt() {
        return reachedAt;
    }

    Optional<HumanDecision> decision() {
        return Optional.ofNullable(decision);
    }

    Optional<String> approver() {
        return Optional.ofNullable(approver);
    }

    Optional<String> decisionReason() {
        return Optional.ofNullable(decisionReason);
    }

    Optional<Instant> decidedAt() {
        return Optional.ofNullable(decidedAt);
    }

    Signature signature() {
        return new Signature(signatureKey, signatureValue);
    }
}
