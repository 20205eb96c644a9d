package io.perennial.evaluation.verdict;

import io.perennial.artifact.Digest;
import io.perennial.evaluation.audit.Act;
import io.perennial.evaluation.audit.AuditLog;
import io.perennial.evaluation.lineage.ApprovedModel;
import io.perennial.evaluation.lineage.Lineage;
import io.perennial.evaluation.lineage.ServingDecision;
import io.perennial.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What people decide: to let an approved candidate serve, or not; to go back to an earlier model. */
@ApplicationScoped
class PersonalDecisions {

    private static final Logger LOG = Logger.getLogger(PersonalDecisions.class);

    private final Verdicts verdicts;
    private final Lineage lineage;
    private final AuditLog audit;

    PersonalDecisions(Verdicts verdicts, Lineage lineage, AuditLog audit) {
        this.verdicts = verdicts;
        this.lineage = lineage;
        this.audit = audit;
    }

    /** The last word on an approved candidate. @throws ProblemException 404 or 409 where there is nothing to decide */
    @Transactional
    void decide(String id, ApprovalRequest request) {
        Verdict verdict = verdicts.findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(
                        () -> new ProblemException(404, "there is no verdict of this id; GET /verdicts lists them"));
        if (!verdict.awaitsDecision()) {
            throw new ProblemException(409, whyNot(verdict));
        }
        audit.awaitTurn(); // until here another decision may be on its way
        if (request.decision() == HumanDecision.APPROVE) {
            superseded(verdict).ifPresent(why -> {
                throw new ProblemException(409, why);
            });
        }
        verdict.decide(
                request.decision(),
                request.approver(),
                request.reason(),
                Instant.now().truncatedTo(ChronoUnit.MICROS));
        audit.append(new Act.PersonDecided(id, request.decision().name(), request.approver(), request.reason()));
        LOG.infof("verdict %s: a person decided %s", id, request.decision());
        if (verdict.allowsServing()) {
            lineage.serve(verdicts.approve(verdict), Optional.of(request.reason()));
        }
    }

    /**
     * Why an approved candidate may no longer be brought into service: another model serves than the one it was measured
     * against, so that nobody knows whether it is better, nor whether it remembers what was learned since.
     */
    private Optional<String> superseded(Verdict verdict) {
        Optional<Digest> now = lineage.serving(verdict.lineage()).map(ServingDecision::model);
        Optional<Digest> then = servingAtJudgement(verdict);
        if (now.equals(then)) {
            return Optional.empty();
        }
        return Optional.of("the verdict measured the candidate against "
                + then.map(Digest::abbreviated).orElse("no serving model") + ", but now "
                + now.map(Digest::abbreviated).orElse("none")
                + " serves: refuse it, and let the hospital's next cohort be judged");
    }

    private Optional<Digest> servingAtJudgement(Verdict verdict) {
        try {
            return verdicts.evidence(verdict).serving();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String whyNot(Verdict verdict) {
        return verdict.decision()
                .map(decision -> "the verdict was decided before: " + decision)
                .orElseGet(() -> "nobody's approval is asked for: the verdict is " + verdict.outcome()
                        + " and the plan's approval " + verdict.approval());
    }

    /** Back to an earlier approved model. @throws ProblemException 404 or 409 where that cannot be */
    @Transactional
    ServingDecision rollBack(Digest model, String reason, Optional<String> by) {
        ApprovedModel approved = lineage.approved(model)
                .orElseThrow(
                        () -> new ProblemException(404, "no approved model has this digest; GET /models lists them"));
        audit.awaitTurn();
        if (lineage.serving(approved.lineage())
                .filter(decision -> decision.model().equals(model))
                .isPresent()) {
            throw new ProblemException(409, "this model is the one that serves");
        }
        audit.append(new Act.RollbackAsked(model, reason, by));
        return lineage.serve(approved, Optional.of(reason));
    }
}
