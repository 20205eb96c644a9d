package io.perennial.evaluation.judging;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.ChangeControlPlan;
import io.perennial.artifact.Digest;
import io.perennial.artifact.ModelCard;
import io.perennial.evaluation.comparison.Measurement;
import io.perennial.evaluation.gate.PromotionGate;
import io.perennial.evaluation.reason.Reason;
import io.perennial.evaluation.reason.ReasonCode;
import io.perennial.evaluation.selection.CandidateSelection;
import io.perennial.evaluation.selection.PathPoint;
import io.perennial.evaluation.selection.Selected;
import io.perennial.evaluation.selection.Selection;
import io.perennial.evaluation.selection.WeighedPoint;
import io.perennial.evaluation.spending.Allowance;
import io.perennial.evaluation.verdict.Evidence;
import io.perennial.event.ExpansionTrained;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        Validation validation = new Validation(bench, yardsticks);
        Map<Digest, Digest> ends = new LinkedHashMap<>(); // path point → the tuned model its path leads to
        List<PathPoint> points = walk(tuned, validation, ends);
        Selection selection =
                new CandidateSelection(plan.protocol(), confidences(validation), findings.seed()).among(points);
        findings.weighed(weighed(selection, validation, ends));
        if (selection instanceof Selection.Found found) {
            Selected selected = found.selected();
            Digest end = Objects.requireNonNull(ends.get(selected.model()), "it lies on no path of this expansion");
            ModelCard card = store(selected.model(), found.best().recipe().alpha(), tuned, end);
            return new TestPhase(gate, yardsticks, bench).hold(selected, card, validation);
        }
        bench.readControl(validation.sets());
        Selection.None none = (Selection.None) selection;
        List<Reason> reasons = new ArrayList<>(List.of(none.reason()));
        reasons.addAll(points.isEmpty() ? findings.refusals() : List.of());
        return findings.conclude(none.hopeless(), reasons);
    }

    /** With which confidence the gate will ask the test images of each domain that is to be remembered. */
    private Map<String, Double> confidences(Validation validation) {
        Map<String, Double> confidences = new LinkedHashMap<>();
        for (String domain : validation.retained()) {
            Allowance allowance = bench.allowance(domain);
            if (!allowance.isSpent()) {
                confidences.put(domain, allowance.confidence());
            }
        }
        return confidences;
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
                String domain = validation.retained().get(i);
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

    /** Stores the selected point: from here on it is read from the store, byte for byte what would serve. */
    private ModelCard store(Digest model, double alpha, Map<Digest, ModelCard> tuned, Digest end) throws IOException {
        ModelCard endCard = Objects.requireNonNull(tuned.get(end), "its end was not admitted");
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

    private static Reason unusable(ArtifactCorruptException damage) {
        return new Reason(ReasonCode.ARTIFACT_UNUSABLE, "the model cannot be used: " + damage.getMessage());
    }
}
