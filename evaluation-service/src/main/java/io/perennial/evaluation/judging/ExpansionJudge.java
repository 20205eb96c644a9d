package io.perennial.evaluation.judging;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.ChangeControlPlan;
import io.perennial.artifact.CohortManifest;
import io.perennial.artifact.Digest;
import io.perennial.evaluation.gate.BaselineGate;
import io.perennial.evaluation.gate.PromotionGate;
import io.perennial.evaluation.ledger.LookLedger;
import io.perennial.evaluation.lineage.ApprovedModel;
import io.perennial.evaluation.lineage.Lineage;
import io.perennial.evaluation.lineage.ServingDecision;
import io.perennial.evaluation.plan.PlanInForce;
import io.perennial.evaluation.reason.Reason;
import io.perennial.evaluation.reason.ReasonCode;
import io.perennial.evaluation.scoring.Scorer;
import io.perennial.evaluation.testset.HeldOutCohort;
import io.perennial.evaluation.verdict.Evidence;
import io.perennial.event.ExpansionTrained;
import io.perennial.mammography.DomainRole;
import io.perennial.network.ModelStore;
import io.perennial.network.Network;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Judges trained expansions under the plan in force. Tells nobody; the caller does. */
@ApplicationScoped
public class ExpansionJudge {

    private final PlanInForce plan;
    private final ArtifactStore artifacts;
    private final Scorer scorer;
    private final LookLedger ledger;
    private final Lineage lineage;

    ExpansionJudge(PlanInForce plan, ArtifactStore artifacts, Scorer scorer, LookLedger ledger, Lineage lineage) {
        this.plan = plan;
        this.artifacts = artifacts;
        this.scorer = scorer;
        this.ledger = ledger;
        this.lineage = lineage;
    }

    /**
     * Judges an expansion; minutes at worst.
     *
     * @param cohortRole the role under which the cohort was published, empty if it was not (yet)
     * @param isControl whether a model was told of as a comparison
     * @throws NotYetException if a fact that comes before has not been heard
     * @throws IOException if an artifact is not there or damaged; trying again may help
     * @throws InterruptedException if the service stops
     */
    public Evidence judge(ExpansionTrained fact, Optional<DomainRole> cohortRole, Predicate<Digest> isControl)
            throws NotYetException, IOException, InterruptedException {
        Findings findings = new Findings(fact, plan.digest());
        if (fact.failure().isPresent() || fact.candidates().isEmpty()) {
            String why = fact.failure().orElse("it gave no candidate");
            return findings.conclude(false, List.of(new Reason(ReasonCode.TRAINING_FAILED, "training failed: " + why)));
        }
        if (!fact.plan().equals(plan.digest())) {
            return findings.conclude(
                    true,
                    List.of(new Reason(
                            ReasonCode.PLAN_MISMATCH,
                            "the expansion was made under plan " + fact.plan().abbreviated() + ", in force is "
                                    + plan.digest().abbreviated())));
        }
        DomainRole published = cohortRole.orElseThrow(() -> new NotYetException(new Reason(
                ReasonCode.COHORT_MISMATCH, "cohort " + fact.cohort().abbreviated() + " was never published")));
        Optional<Reason> contradiction = contradiction(fact, published);
        if (contradiction.isPresent()) {
            return findings.conclude(true, List.of(contradiction.get()));
        }
        Network.recordNoGradientsOnThisThread();
        try (OpenModels models = new OpenModels(new ModelStore(artifacts))) {
            Bench bench = new Bench(artifacts, scorer, ledger, plan.plan().protocol(), models, findings);
            return fact.base().isEmpty()
                    ? baseline(bench)
                    : expansion(bench, fact.base().get(), isControl);
        }
    }

    /** The verdict where no judgement could be made; never an approval. */
    public Evidence inconclusive(ExpansionTrained fact, Reason reason) {
        return new Findings(fact, plan.digest()).conclude(false, List.of(reason));
    }

    private Optional<Reason> contradiction(ExpansionTrained fact, DomainRole published) throws IOException {
        CohortManifest manifest = HeldOutCohort.open(artifacts, fact.cohort()).manifest();
        if (!manifest.domain().equals(fact.domain()) || manifest.role() != fact.role() || published != fact.role()) {
            return Optional.of(new Reason(
                    ReasonCode.COHORT_MISMATCH,
                    "cohort " + fact.cohort().abbreviated() + " is not a " + fact.role() + " cohort of "
                            + fact.domain()));
        }
        if (fact.base().isEmpty() != (fact.role() == DomainRole.ORIGINAL)) {
            return Optional.of(new Reason(
                    ReasonCode.CONTRADICTION,
                    "a first model learns from the original domain, every later one starts from a base and learns from"
                            + " another domain"));
        }
        return Optional.empty();
    }

    private Evidence baseline(Bench bench) throws IOException, InterruptedException {
        Optional<Digest> existing = lineage.baseline(plan.plan().lineage()).map(ApprovedModel::model);
        return new BaselineTrial(new BaselineGate(plan.plan(), plan.digest()), bench, existing).hold();
    }

    private Evidence expansion(Bench bench, Digest base, Predicate<Digest> isControl)
            throws NotYetException, IOException, InterruptedException {
        ChangeControlPlan current = plan.plan();
        String name = current.lineage();
        ApprovedModel baseline = lineage.baseline(name)
                .orElseThrow(() -> new NotYetException(
                        new Reason(ReasonCode.BASELINE_MISSING, "the lineage has no approved baseline")));
        ServingDecision serving = lineage.serving(name)
                .orElseThrow(() ->
                        new NotYetException(new Reason(ReasonCode.BASELINE_MISSING, "no model of the lineage serves")));
        if (lineage.approved(base).isEmpty()) {
            throw new NotYetException(new Reason(
                    ReasonCode.BASE_NOT_APPROVED,
                    "the candidates were made from " + base.abbreviated() + ", which is no approved model"));
        }
        Yardsticks yardsticks = new Yardsticks(
                baseline,
                bench.models().card(baseline.model()),
                base,
                bench.models().card(base),
                serving.model(),
                lineage.onboardedBefore(name, bench.findings().fact().domain()),
                lineage.approved(name));
        return new CandidateTrial(new PromotionGate(current, plan.digest()), current, yardsticks, bench, isControl)
                .hold();
    }
}
