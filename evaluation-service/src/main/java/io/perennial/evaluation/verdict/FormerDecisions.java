package io.perennial.evaluation.verdict;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.ChangeControlPlan;
import io.perennial.artifact.InvalidPlanException;
import io.perennial.artifact.Json;
import io.perennial.evaluation.lineage.Lineage;
import io.perennial.evaluation.plan.PlanInForce;
import io.perennial.evaluation.signing.DecisionSigner;
import io.perennial.event.ModelServing;
import io.perennial.event.SignedDecision;
import io.perennial.event.VerdictReached;
import io.perennial.messaging.UnreadableEventException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Takes over decisions that this database does not know, so that an empty one reaches the same state. Only genuine ones:
 * the signature must be ours, and the evidence must say what the message says.
 */
@ApplicationScoped
class FormerDecisions {

    private final Verdicts verdicts;
    private final Lineage lineage;
    private final DecisionSigner signer;
    private final ArtifactStore artifacts;
    private final PlanInForce plan;

    FormerDecisions(
            Verdicts verdicts, Lineage lineage, DecisionSigner signer, ArtifactStore artifacts, PlanInForce plan) {
        this.verdicts = verdicts;
        this.lineage = lineage;
        this.signer = signer;
        this.artifacts = artifacts;
        this.plan = plan;
    }

    /** Within a transaction. @throws UnreadableEventException if it is none of our verdicts */
    void onVerdictReached(VerdictReached fact) {
        if (!fact.lineage().equals(plan.plan().lineage())) {
            return;
        }
        SignedDecision decision =
                SignedDecision.ofVerdict(fact.lineage(), fact.outcome(), fact.evidence(), fact.plan());
        if (!signer.isGenuine(decision, fact.signature())) {
            throw new UnreadableEventException("the signature is not this service's");
        }
        if (!verdicts.isReached(fact.verdict())) {
            takeOver(fact);
        }
    }

    private void takeOver(VerdictReached fact) {
        try {
            Evidence evidence = Json.read(artifacts.read(fact.evidence()), Evidence.class);
            if (!evidence.verdict().equals(fact.verdict())
                    || !evidence.expansion().equals(fact.expansion())
                    || !evidence.domain().equals(fact.domain())
                    || !evidence.judged().equals(fact.model())) {
                throw new UnreadableEventException("the evidence is of another verdict");
            }
            ChangeControlPlan then = ChangeControlPlan.parse(artifacts.read(fact.plan()));
            verdicts.takeOver(fact, evidence, then.protocol().approval());
        } catch (ArtifactCorruptException | InvalidPlanException e) {
            throw new UnreadableEventException("evidence or plan is damaged");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Within a transaction. @throws UnreadableEventException if it is none of our decisions */
    void onModelServing(ModelServing fact) {
        if (!fact.lineage().equals(plan.plan().lineage())) {
            return;
        }
        SignedDecision decision = SignedDecision.toServe(fact.lineage(), fact.sequence(), fact.model(), fact.plan());
        if (!signer.isGenuine(decision, fact.signature())) {
            throw new UnreadableEventException("the signature is not this service's");
        }
        if (lineage.knows(fact)) {
            return;
        }
        // its verdict lies on another topic and may not have been heard yet: the listener tries again
        Verdict verdict = verdicts.findByIdOptional(fact.verdict())
                .orElseThrow(() -> new IllegalStateException("waiting for verdict " + fact.verdict()));
        if (!verdict.model().equals(Optional.of(fact.model()))) {
            throw new UnreadableEventException("the verdict is on another model");
        }
        if (verdict.awaitsDecision()) {
            verdict.decide(
                    HumanDecision.APPROVE,
                    "not recorded",
                    "taken over from decision " + fact.sequence(),
                    fact.decidedAt());
        }
        verdicts.approve(verdict);
        lineage.takeOver(fact);
    }
}
