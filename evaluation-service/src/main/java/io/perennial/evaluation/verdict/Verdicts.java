package io.perennial.evaluation.verdict;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.ChangeControlPlan.Approval;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Json;
import io.perennial.evaluation.audit.Act;
import io.perennial.evaluation.audit.AuditLog;
import io.perennial.evaluation.ledger.LookLedger;
import io.perennial.evaluation.lineage.ApprovedModel;
import io.perennial.evaluation.lineage.Lineage;
import io.perennial.evaluation.plan.PlanInForce;
import io.perennial.evaluation.reason.Reason;
import io.perennial.evaluation.signing.DecisionSigner;
import io.perennial.event.AuditAnchor;
import io.perennial.event.Signature;
import io.perennial.event.SignedDecision;
import io.perennial.event.VerdictReached;
import io.perennial.messaging.Outbox;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The verdicts that were reached. */
@ApplicationScoped
public class Verdicts implements PanacheRepositoryBase<Verdict, String> {

    private static final Logger LOG = Logger.getLogger(Verdicts.class);

    private final ArtifactStore artifacts;
    private final AuditLog audit;
    private final Outbox outbox;
    private final DecisionSigner signer;
    private final Lineage lineage;
    private final LookLedger looks;
    private final PlanInForce plan;
    private final OnboardingHistory history;

    Verdicts(
            ArtifactStore artifacts,
            AuditLog audit,
            Outbox outbox,
            DecisionSigner signer,
            Lineage lineage,
            LookLedger looks,
            PlanInForce plan,
            OnboardingHistory history) {
        this.artifacts = artifacts;
        this.audit = audit;
        this.outbox = outbox;
        this.signer = signer;
        this.lineage = lineage;
        this.looks = looks;
        this.plan = plan;
        this.history = history;
    }

    @Transactional
    public boolean isReached(String id) {
        return findByIdOptional(id).isPresent();
    }

    List<Verdict> newestFirst() {
        return list("", Sort.descending("reachedAt", "id"));
    }

    /** A verdict with all that is known of it; empty if there is none of this id. */
    @Transactional
    public Optional<ReachedVerdict> reached(String id) throws IOException {
        Optional<Verdict> known = findByIdOptional(id);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Verdict verdict = known.get();
        return Optional.of(new ReachedVerdict(
                evidence(verdict),
                verdict.evidence(),
                verdict.signature(),
                verdict.reachedAt(),
                LastWord.on(verdict),
                history.matrixAfter(verdict)));
    }

    /** The full evidence, verified against its digest. */
    Evidence evidence(Verdict verdict) throws IOException {
        return Json.read(artifacts.read(verdict.evidence()), Evidence.class);
    }

    /** Stores the evidence; a verdict may be reached once it lies there. */
    public Digest store(Evidence evidence) throws IOException {
        return artifacts.put(Json.bytes(evidence));
    }

    /**
     * Reaches a verdict and tells it, and, if its model is approved and no person is to be asked, that it must serve: all
     * in the caller's transaction. A verdict that was reached before stays as it is.
     *
     * @param digest of the stored evidence
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void reach(Evidence evidence, Digest digest) {
        if (isReached(evidence.verdict())) {
            return;
        }
        Signature signature =
                signer.sign(SignedDecision.ofVerdict(evidence.lineage(), evidence.outcome(), digest, evidence.plan()));
        Verdict verdict = new Verdict(
                evidence,
                digest,
                plan.plan().protocol().approval(),
                signature,
                Instant.now().truncatedTo(ChronoUnit.MICROS));
        persist(verdict);
        looks.conclude(verdict.id(), evidence.shown());
        AuditAnchor place = audit.append(new Act.VerdictReached(
                verdict.id(),
                verdict.expansion(),
                verdict.domain(),
                verdict.outcome(),
                verdict.model(),
                evidence.reasons().stream().map(Reason::sentence).toList(),
                evidence.refused().stream()
                        .map(refusal -> new Act.VerdictReached.Refused(
                                refusal.model(), refusal.reason().code().name()))
                        .toList(),
                verdict.cohort(),
                digest,
                verdict.plan(),
                signature));
        Optional<ApprovedModel> approved = verdict.allowsServing() ? Optional.of(approve(verdict)) : Optional.empty();
        outbox.tell(new VerdictReached(
                verdict.id(),
                verdict.lineage(),
                verdict.expansion(),
                verdict.domain(),
                verdict.outcome(),
                verdict.model(),
                evidence.reasons().stream().map(Reason::sentence).toList(),
                digest,
                verdict.plan(),
                signature,
                verdict.reachedAt(),
                Optional.of(place),
                history.publish(verdict.lineage())));
        LOG.infof(
                "verdict %s on expansion %s of %s: %s",
                verdict.id(), verdict.expansion(), verdict.domain(), verdict.outcome());
        approved.ifPresent(model -> lineage.serve(model, Optional.empty()));
    }

    /** Takes over a verdict of an earlier database; one that is known stays as it is. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void takeOver(VerdictReached fact, Evidence evidence, Approval approval) {
        if (isReached(fact.verdict())) {
            return;
        }
        Verdict verdict = new Verdict(
                evidence,
                fact.evidence(),
                approval,
                fact.signature(),
                fact.reachedAt().truncatedTo(ChronoUnit.MICROS));
        persist(verdict);
        evidence.judged()
                .ifPresent(model -> evidence.looks()
                        .forEach(look -> looks.takeOver(
                                look.domain(),
                                verdict.id(),
                                look.cohort(),
                                model,
                                look.before() + 1,
                                look.alpha().orElse(0),
                                verdict.reachedAt())));
        looks.conclude(verdict.id(), evidence.shown());
        audit.append(new Act.VerdictTakenOver(
                verdict.id(), verdict.outcome(), fact.evidence(), fact.reachedAt(), fact.audit()));
        if (verdict.allowsServing()) {
            approve(verdict);
        }
    }

    /** Lets the verdict's model serve. */
    ApprovedModel approve(Verdict verdict) {
        ApprovedModel model = new ApprovedModel(
                verdict.model().orElseThrow(),
                verdict.lineage(),
                verdict.domain(),
                verdict.role(),
                verdict.cohort(),
                verdict.id(),
                verdict.reachedAt());
        lineage.approve(model);
        return model;
    }
}
