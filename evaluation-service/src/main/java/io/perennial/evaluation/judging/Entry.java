package io.perennial.evaluation.judging;

import io.perennial.artifact.ChangeControlPlan;
import io.perennial.artifact.CohortManifest;
import io.perennial.artifact.Digest;
import io.perennial.artifact.ModelCard;
import io.perennial.evaluation.gate.ClauseResult;
import io.perennial.evaluation.gate.Credentials;
import io.perennial.evaluation.gate.PromotionGate;
import io.perennial.evaluation.reason.Reason;
import io.perennial.evaluation.reason.ReasonCode;
import io.perennial.event.ExpansionTrained;
import java.util.Optional;

/** Decides from its card alone whether a tuned model may be a candidate: before any image is spent on it. */
final class Entry {

    private final PromotionGate gate;
    private final ChangeControlPlan plan;
    private final Yardsticks yardsticks;
    private final ExpansionTrained fact;
    private final CohortManifest cohort;

    Entry(
            PromotionGate gate,
            ChangeControlPlan plan,
            Yardsticks yardsticks,
            ExpansionTrained fact,
            CohortManifest cohort) {
        this.gate = gate;
        this.plan = plan;
        this.yardsticks = yardsticks;
        this.fact = fact;
        this.cohort = cohort;
    }

    /** Why it may not, empty if it may; a model that was told of as a comparison never may. */
    Optional<Reason> refusal(Digest model, ModelCard card, boolean control) {
        if (control || fact.control().equals(Optional.of(model))) {
            return Optional.of(new Reason(ReasonCode.CONTROL, "a comparison is never a candidate"));
        }
        ModelCard base = yardsticks.baseCard();
        boolean descends = card.base().equals(Optional.of(yardsticks.base()))
                && card.baseline().equals(Optional.of(yardsticks.baseline().model()))
                && card.architecture().equals(base.architecture())
                && card.inputSize() == base.inputSize()
                && card.preprocessing().equals(base.preprocessing())
                && card.inputSize() == cohort.imageSize()
                && card.preprocessing().equals(cohort.preprocessing())
                && card.labels().equals(base.labels())
                && card.recipe().alpha() == 1
                && Optional.ofNullable(card.cohorts().get(fact.domain())).equals(Optional.of(fact.cohort()));
        if (!descends) {
            return Optional.of(new Reason(
                    ReasonCode.CONTRADICTION,
                    "the card names another base, baseline, network, preprocessing or cohort than the expansion, or no end of"
                            + " a path"));
        }
        ClauseResult provenance = gate.provenance(
                fact.domain(),
                new Credentials(
                        card.lineage(),
                        card.plan(),
                        card.recipe().at(plan.modifications().path().get(0)),
                        card.statistics()),
                Optional.of(yardsticks.baselineCard().statistics()));
        return provenance instanceof ClauseResult.Holds ? Optional.empty() : Optional.of(provenance.reason());
    }
}
