package io.perennial.evaluation.judging;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.CohortManifest;
import io.perennial.artifact.Digest;
import io.perennial.artifact.ModelCard;
import io.perennial.evaluation.comparison.Score;
import io.perennial.evaluation.gate.BaselineGate;
import io.perennial.evaluation.gate.ClauseResult;
import io.perennial.evaluation.gate.Credentials;
import io.perennial.evaluation.gate.Judgement;
import io.perennial.evaluation.reason.Reason;
import io.perennial.evaluation.reason.ReasonCode;
import io.perennial.evaluation.selection.Selected;
import io.perennial.evaluation.spending.Allowance;
import io.perennial.evaluation.testset.SealedTestSet;
import io.perennial.evaluation.testset.TestSet;
import io.perennial.evaluation.verdict.Evidence;
import io.perennial.event.ExpansionTrained;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges a lineage's first model by the plan's baseline clause. */
final class BaselineTrial {

    private final BaselineGate gate;
    private final Bench bench;
    private final Optional<Digest> existing;

    /** Beside the lineage's baseline, if it has one already. */
    BaselineTrial(BaselineGate gate, Bench bench, Optional<Digest> existing) {
        this.gate = gate;
        this.bench = bench;
        this.existing = existing;
    }

    Evidence hold() throws IOException, InterruptedException {
        Findings findings = bench.findings();
        ExpansionTrained fact = findings.fact();
        Digest model = fact.candidates().get(0);
        try {
            return judge(model, bench.models().card(model));
        } catch (ArtifactCorruptException e) {
            Reason reason = new Reason(ReasonCode.ARTIFACT_UNUSABLE, "the model cannot be used: " + e.getMessage());
            findings.refuse(model, reason);
            return findings.conclude(true, List.of(reason));
        }
    }

    private Evidence judge(Digest model, ModelCard card) throws IOException, InterruptedException {
        Findings findings = bench.findings();
        ExpansionTrained fact = findings.fact();
        Credentials credentials = Credentials.of(card);
        CohortManifest cohort = bench.cohort(fact.cohort()).manifest();
        boolean consistent = fact.candidates().size() == 1
                && card.inputSize() == cohort.imageSize()
                && card.preprocessing().equals(cohort.preprocessing())
                && card.isBaseline()
                && card.base().isEmpty()
                && card.recipe().lambda() == 0
                && card.cohorts().equals(Map.of(fact.domain(), fact.cohort()));
        if (!consistent) {
            Reason reason = new Reason(
                    ReasonCode.CONTRADICTION,
                    "a first model comes alone, has no base, no penalty, and learned from the cohort it is told of alone, in that"
                            + " cohort's preprocessing");
            findings.refuse(model, reason);
            return findings.conclude(true, List.of(reason));
        }
        SealedTestSet sealed = bench.cohort(fact.cohort()).sealed();
        Allowance look = bench.allowance(fact.domain());
        findings.judging(model, card.recipe());
        List<ClauseResult> obstacles = new ArrayList<>(gate.looks(fact.domain(), look));
        gate.size(fact.domain(), sealed.exams()).ifPresent(obstacles::add);
        ClauseResult provenance = gate.provenance(fact.domain(), credentials, existing);
        if (!(provenance instanceof ClauseResult.Holds)) {
            obstacles.add(0, provenance);
        }
        if (!obstacles.isEmpty()) {
            return findings.conclude(new Judgement(obstacles)); // and the test images stay sealed
        }
        findings.measuredAgainst(fact.domain(), model, Optional.empty());
        bench.read(model, bench.cohort(fact.cohort()).validation());
        TestSet test = bench.open(sealed, Selected.firstModel(fact), false);
        Score score = Score.of(model, test, bench.read(model, test));
        return findings.conclude(gate.judge(fact.domain(), credentials, existing, Optional.of(score), look));
    }
}
