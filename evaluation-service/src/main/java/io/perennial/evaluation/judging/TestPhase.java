package io.perennial.evaluation.judging;

import io.perennial.artifact.Digest;
import io.perennial.artifact.ModelCard;
import io.perennial.evaluation.comparison.Comparison;
import io.perennial.evaluation.gate.Clause;
import io.perennial.evaluation.gate.ClauseResult;
import io.perennial.evaluation.gate.Credentials;
import io.perennial.evaluation.gate.Judgement;
import io.perennial.evaluation.gate.PromotionGate;
import io.perennial.evaluation.gate.Scorecard;
import io.perennial.evaluation.lineage.ApprovedModel;
import io.perennial.evaluation.selection.Selected;
import io.perennial.evaluation.spending.Allowance;
import io.perennial.evaluation.testset.SealedTestSet;
import io.perennial.evaluation.testset.TestSet;
import io.perennial.evaluation.verdict.Evidence;
import io.perennial.event.ExpansionTrained;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets the selected model meet the test images, once it is sure that they can decide, and asks the gate. */
final class TestPhase {

    private final PromotionGate gate;
    private final Yardsticks yardsticks;
    private final Bench bench;
    private final Findings findings;
    private final ExpansionTrained fact;

    TestPhase(PromotionGate gate, Yardsticks yardsticks, Bench bench) {
        this.gate = gate;
        this.yardsticks = yardsticks;
        this.bench = bench;
        this.findings = bench.findings();
        this.fact = findings.fact();
    }

    /**
     * Judges the selected model, which lies in the store.
     *
     * @param validation what it was selected on
     */
    Evidence hold(Selected selected, ModelCard card, Validation validation) throws IOException, InterruptedException {
        findings.judging(selected.model(), card.recipe());
        SealedTestSet original = sealed(yardsticks.baseline().cohort());
        SealedTestSet target = sealed(fact.cohort());
        Map<ApprovedModel, SealedTestSet> earlier = new LinkedHashMap<>();
        for (ApprovedModel model : yardsticks.earlier()) {
            earlier.put(model, sealed(model.cohort()));
        }
        Map<String, Allowance> allowances = new LinkedHashMap<>();
        allowances.put(original.domain(), bench.allowance(original.domain()));
        allowances.put(target.domain(), bench.allowance(target.domain()));
        earlier.values().forEach(set -> allowances.put(set.domain(), bench.allowance(set.domain())));

        List<ClauseResult> obstacles = new ArrayList<>(gate.looks(allowances));
        gate.size(Clause.RETENTION, original.domain(), original.exams()).ifPresent(obstacles::add);
        gate.size(Clause.GAIN, target.domain(), target.exams()).ifPresent(obstacles::add);
        for (SealedTestSet set : earlier.values()) {
            gate.size(Clause.EARLIER_DOMAIN, set.domain(), set.exams()).ifPresent(obstacles::add);
        }
        if (!obstacles.isEmpty()) {
            bench.readControl(validation.sets());
            return findings.conclude(new Judgement(obstacles)); // and the test images stay sealed
        }

        TestSet originalTest = bench.open(original, selected, true);
        TestSet targetTest = bench.open(target, selected, true);
        List<TestSet> opened = new ArrayList<>(List.of(originalTest, targetTest));
        List<Comparison> remembered = new ArrayList<>();
        for (Map.Entry<ApprovedModel, SealedTestSet> entry : earlier.entrySet()) {
            TestSet test = bench.open(entry.getValue(), selected, true);
            opened.add(test);
            remembered.add(compare(test, entry.getKey().model(), selected));
        }
        Judgement judgement = gate.judge(new Scorecard(
                fact.domain(),
                Credentials.of(card),
                Optional.of(compare(originalTest, yardsticks.baseline().model(), selected)),
                Optional.of(compare(targetTest, yardsticks.serving(), selected)),
                remembered,
                yardsticks.earlier().stream().map(ApprovedModel::domain).toList(),
                Optional.of(yardsticks.baselineCard().statistics()),
                allowances,
                findings.seed()));
        for (ApprovedModel version : yardsticks.versions()) {
            bench.readForTheRecord(version.model(), opened);
        }
        bench.readControl(List.of(originalTest, targetTest));
        return findings.conclude(judgement);
    }

    private Comparison compare(TestSet set, Digest reference, Selected selected)
            throws IOException, InterruptedException {
        return set.compare(bench.read(reference, set), bench.read(selected.model(), set));
    }

    private SealedTestSet sealed(Digest cohort) throws IOException {
        return bench.cohort(cohort).sealed();
    }
}
