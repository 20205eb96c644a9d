package io.perennial.evaluation.judging;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.ChangeControlPlan;
import io.perennial.artifact.Digest;
import io.perennial.artifact.ModelCard;
import io.perennial.evaluation.comparison.Comparison;
import io.perennial.evaluation.comparison.HeldOutSet;
import io.perennial.evaluation.comparison.Measurement;
import io.perennial.evaluation.comparison.Readings;
import io.perennial.evaluation.comparison.ValidationComparison;
import io.perennial.evaluation.comparison.ValidationSet;
import io.perennial.evaluation.gate.ClauseResult;
import io.perennial.evaluation.gate.Credentials;
import io.perennial.evaluation.gate.Judgement;
import io.perennial.evaluation.gate.PromotionGate;
import io.perennial.evaluation.gate.Scorecard;
import io.perennial.evaluation.lineage.ApprovedModel;
import io.perennial.evaluation.reason.Reason;
import io.perennial.evaluation.reason.ReasonCode;
import io.perennial.evaluation.selection.CandidateSelection;
import io.perennial.evaluation.selection.PathPoint;
import io.perennial.evaluation.selection.Selected;
import io.perennial.evaluation.selection.Selection;
import io.perennial.evaluation.selection.WeighedPoint;
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
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Judges an expansion: weighs every point of every candidate's weight path on validation images, selects one, stores it, and
 * only then lets it meet the test images and the gate.
 */
final class CandidateTrial {

    private static final Logger LOG = Logger.getLogger(CandidateTrial.class);

    private final PromotionGate gate;
    private final ChangeControlPlan plan;
    private final Yardsticks yardsticks;
    private final Bench bench;
    private final Findings findings;
    private final ExpansionTrained fact;
    private final Predicate<Digest> isControl;

    /** With the question whether a model was told of as a comparison. */
    CandidateTrial(
            PromotionGate gate,
            ChangeControlPlan plan,
            Yardsticks yardsticks,
            Bench bench,
            Predicate<Digest> isControl) {
        this.gate = gate;
        this.plan = plan;
        this.yardsticks = yardsticks;
        this.bench = bench;
        this.findings = bench.findings();
        this.fact = findings.fact();
        this.isControl = isControl;
    }

    Evidence hold() throws IOException, InterruptedException {
        findings.measuredAgainst(
                yardsticks.baseline().domain(), yardsticks.baseline().model(), Optional.of(yardsticks.serving()));
        Map<Digest, ModelCard> tuned = admitted();
        if (tuned.isEmpty()) {
            return findings.conclude(true, findings.refusals());
        }
        Validation validation = new Validation();
        Map<Digest, Digest> ends = new LinkedHashMap<>(); // path point → the tuned model its path leads to
        List<PathPoint> points = walk(tuned, validation, ends);
        Selection selection = new CandidateSelection(plan.protocol(), findings.seed()).among(points);
        findings.weighed(weighed(selection, validation, ends));
        if (selection instanceof Selection.Found found) {
            Digest end = ends.get(found.selected().model());
            return judge(found, tuned, end == null ? found.selected().model() : end);
        }
        scoreControl(validation.sets());
        Selection.None none = (Selection.None) selection;
        List<Reason> reasons = new ArrayList<>(List.of(none.reason()));
        reasons.addAll(points.isEmpty() ? findings.refusals() : List.of());
        return findings.conclude(none.hopeless(), reasons);
    }

    /** The tuned models that may be candidates, with their cards. */
    private Map<Digest, ModelCard> admitted() throws IOException {
        Entry entry = new Entry(
                gate, plan, yardsticks, fact, bench.cohort(fact.cohort()).manifest());
        Map<Digest, ModelCard> admitted = new LinkedHashMap<>();
        for (Digest model : fact.candidates()) {
            try {
                ModelCard card = bench.models().card(model);
                entry.refusal(model, card, isControl.test(model))
                        .ifPresentOrElse(reason -> findings.refuse(model, reason), () -> admitted.put(model, card));
            } catch (ArtifactCorruptException e) {
                findings.refuse(model, unusable(e));
            }
        }
        return admitted;
    }

    private List<PathPoint> walk(Map<Digest, ModelCard> tuned, Validation validation, Map<Digest, Digest> ends)
            throws IOException, InterruptedException {
        List<Double> path = plan.modifications().path();
        List<PathPoint> points = new ArrayList<>();
        for (Map.Entry<Digest, ModelCard> entry : tuned.entrySet()) {
            try (WeightPath line = WeightPath.open(bench.models(), yardsticks.baseCard(), entry.getValue())) {
                for (double alpha : path) {
                    try (WeightPath.Point point = line.at(alpha)) {
                        ends.put(point.model(), entry.getKey());
                        points.add(validation.weigh(point));
                    }
                    LOG.debugf("expansion %s: α = %s of %s is scored", fact.expansion(), alpha, entry.getKey());
                }
            } catch (ArtifactCorruptException e) {
                findings.refuse(entry.getKey(), unusable(e));
            }
            LOG.infof(
                    "expansion %s of %s: scored %d of %d path points",
                    fact.expansion(), fact.domain(), points.size(), tuned.size() * path.size());
        }
        return points;
    }

    private List<Evidence.Candidate> weighed(Selection selection, Validation validation, Map<Digest, Digest> ends) {
        List<Evidence.Candidate> candidates = new ArrayList<>();
        for (WeighedPoint point : selection.points()) {
            List<Evidence.Retention> retention = new ArrayList<>();
            for (int i = 0; i < point.retention().size(); i++) {
                String domain = validation.retained.get(i).domain();
                retention.add(retention(domain, point.retention().get(i)));
            }
            boolean selected = selection instanceof Selection.Found found
                    && found.selected().model().equals(point.model());
            Digest end = ends.get(point.model());
            candidates.add(new Evidence.Candidate(
                    point.model(),
                    end == null ? point.model() : end,
                    point.recipe(),
                    retention,
                    point.targetKappa(),
                    selected));
        }
        return candidates;
    }

    private static Evidence.Retention retention(String domain, Measurement measurement) {
        return measurement instanceof Measurement.Measured measured
                ? new Evidence.Retention(domain, Optional.of(measured.difference()), Optional.empty())
                : new Evidence.Retention(
                        domain, Optional.empty(), Optional.of(((Measurement.Unmeasurable) measurement).reason()));
    }

    private Evidence judge(Selection.Found found, Map<Digest, ModelCard> tuned, Digest end)
            throws IOException, InterruptedException {
        Selected selected = found.selected();
        ModelCard card = store(selected.model(), found.best().recipe().alpha(), tuned, end);
        findings.judging(selected.model(), card.recipe());

        SealedTestSet original = sealed(originalCohort());
        SealedTestSet target = sealed(fact.cohort());
        Map<String, SealedTestSet> earlier = new LinkedHashMap<>();
        for (ApprovedModel model : yardsticks.earlier()) {
            earlier.put(model.domain(), sealed(model.cohort()));
        }
        List<SealedTestSet> all = new ArrayList<>(List.of(original, target));
        all.addAll(earlier.values());
        Map<String, Integer> looks = bench.looksBefore(all);
        List<ClauseResult> spent = gate.looks(looks);
        if (!spent.isEmpty()) {
            scoreControl(new Validation().sets());
            return findings.conclude(new Judgement(spent));
        }

        Credentials credentials = Credentials.of(card);
        TestSet originalTest = bench.open(original, selected);
        TestSet targetTest = bench.open(target, selected);
        List<Comparison> comparisons = new ArrayList<>();
        for (ApprovedModel model : yardsticks.earlier()) {
            SealedTestSet set = earlier.get(model.domain());
            if (set != null) {
                comparisons.add(compare(bench.open(set, selected), model.model(), selected));
            }
        }
        Judgement judgement = gate.judge(new Scorecard(
                fact.domain(),
                credentials,
                Optional.of(compare(originalTest, yardsticks.baseline().model(), selected)),
                Optional.of(compare(targetTest, yardsticks.serving(), selected)),
                comparisons,
                yardsticks.earlier().stream().map(ApprovedModel::domain).toList(),
                Optional.of(yardsticks.baselineCard().statistics()),
                looks,
                findings.seed()));
        bench.read(yardsticks.serving(), originalTest); // for the record
        bench.read(yardsticks.baseline().model(), targetTest);
        scoreControl(List.of(originalTest, targetTest));
        return findings.conclude(judgement);
    }

    /** Stores the selected point: from here on it is read from the store, byte for byte what would serve. */
    private ModelCard store(Digest model, double alpha, Map<Digest, ModelCard> tuned, Digest end) throws IOException {
        ModelCard endCard = tuned.get(end);
        if (endCard == null) {
            throw new IllegalStateException(model + " lies on no path of this expansion");
        }
        try (WeightPath line = WeightPath.open(bench.models(), yardsticks.baseCard(), endCard);
                WeightPath.Point point = line.at(alpha)) {
            if (!point.model().equals(model)) {
                throw new IllegalStateException(
                        "the selected model came out as " + point.model() + ", it was weighed as " + model);
            }
            point.store(bench.artifacts(), bench.models().store());
            return point.card();
        }
    }

    private Comparison compare(TestSet set, Digest reference, Selected selected)
            throws IOException, InterruptedException {
        return set.compare(bench.read(reference, set), bench.read(selected.model(), set));
    }

    private Digest originalCohort() {
        return yardsticks.baseline().cohort();
    }

    private SealedTestSet sealed(Digest cohort) throws IOException {
        return new SealedTestSet(bench.cohort(cohort));
    }

    /** Scores the comparison, for the report alone: whatever is wrong with it, the verdict stands. */
    private void scoreControl(List<? extends HeldOutSet> sets) throws InterruptedException {
        if (fact.control().isEmpty()) {
            return;
        }
        Digest control = fact.control().get();
        try {
            for (HeldOutSet set : sets) {
                bench.read(control, set);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf("expansion %s: the control cannot be scored: %s", fact.expansion(), e.getMessage());
        }
    }

    private static Reason unusable(ArtifactCorruptException damage) {
        return new Reason(ReasonCode.ARTIFACT_UNUSABLE, "the model cannot be used: " + damage.getMessage());
    }

    /** The validation images, and how the yardsticks read them. */
    private final class Validation {

        private final List<ValidationSet> retained = new ArrayList<>(); // the original first
        private final List<Readings> references = new ArrayList<>(); // of the retained
        private final ValidationSet target;
        private final Readings serving;

        Validation() throws IOException, InterruptedException {
            retain(originalCohort(), yardsticks.baseline().model());
            for (ApprovedModel model : yardsticks.earlier()) {
                retain(model.cohort(), model.model());
            }
            target = ValidationSet.of(bench.cohort(fact.cohort()));
            serving = bench.read(yardsticks.serving(), target);
            bench.read(yardsticks.baseline().model(), target); // for the record
            bench.read(yardsticks.serving(), retained.get(0));
        }

        private void retain(Digest cohort, Digest reference) throws IOException, InterruptedException {
            ValidationSet set = ValidationSet.of(bench.cohort(cohort));
            retained.add(set);
            references.add(bench.read(reference, set));
        }

        PathPoint weigh(WeightPath.Point point) throws IOException, InterruptedException {
            List<ValidationComparison> retention = new ArrayList<>();
            for (int i = 0; i < retained.size(); i++) {
                Readings readings = bench.read(point.model(), point.classifier(), retained.get(i));
                retention.add(retained.get(i).compare(references.get(i), readings));
            }
            Readings readings = bench.read(point.model(), point.classifier(), target);
            return new PathPoint(point.model(), point.card().recipe(), retention, target.compare(serving, readings));
        }

        List<ValidationSet> sets() {
            return List.of(retained.get(0), target);
        }
    }
}
