package io.perennial.evaluation.selection;

import io.perennial.artifact.ChangeControlPlan;
import io.perennial.evaluation.comparison.Measurement;
import io.perennial.evaluation.comparison.ValidationComparison;
import io.perennial.evaluation.reason.Reason;
import io.perennial.evaluation.reason.ReasonCode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Among the points that remember, the one that learned most. Remembering is judged by the gate's own lower bound with the
 * plan's safety added, not by the point estimate: the best of many estimates is flattered by chance (winner's curse).
 */
public final class CandidateSelection {

    private final ChangeControlPlan.Protocol protocol;
    private final Map<String, Double> confidences;
    private final long seed;

    /**
     * With one seed for every resampling, so that points differ by their readings alone.
     *
     * @param confidences per domain, with which the gate will ask its test images; the plan's own where there is none
     */
    public CandidateSelection(ChangeControlPlan.Protocol protocol, Map<String, Double> confidences, long seed) {
        this.protocol = protocol;
        this.confidences = Map.copyOf(confidences);
        this.seed = seed;
    }

    /** Weighs every point and picks the best that retains, if there is one. */
    public Selection among(List<PathPoint> candidates) {
        List<WeighedPoint> points = candidates.stream().map(this::weigh).toList();
        double threshold =
                -(protocol.retention().margin() - protocol.retention().selectionSafety());
        Optional<WeighedPoint> best = points.stream()
                .filter(point -> point.retains(threshold) && point.targetKappa().isPresent())
                .max(WeighedPoint.BY_MERIT);
        return best.<Selection>map(point -> new Selection.Found(new Selected(point.model()), point, points))
                .orElseGet(() -> none(points, domains(candidates), threshold));
    }

    private WeighedPoint weigh(PathPoint point) {
        List<Measurement> retention = point.retained().stream()
                .map(comparison -> comparison.measure(
                        protocol.resamples(),
                        confidences.getOrDefault(comparison.domain(), protocol.confidence()),
                        seed))
                .toList();
        return new WeighedPoint(
                point.model(), point.recipe(), retention, point.target().candidateKappa());
    }

    private static List<String> domains(List<PathPoint> candidates) {
        return candidates.stream()
                .findFirst()
                .map(candidate -> candidate.retained().stream()
                        .map(ValidationComparison::domain)
                        .toList())
                .orElse(List.of());
    }

    private Selection none(List<WeighedPoint> points, List<String> domains, double threshold) {
        double margin = protocol.retention().margin();
        boolean hopeless = !points.isEmpty() && points.stream().allMatch(point -> point.isShownToForget(-margin));
        return new Selection.None(hopeless, why(points, domains, threshold), points);
    }

    private Reason why(List<WeighedPoint> points, List<String> domains, double threshold) {
        if (points.isEmpty()) {
            return new Reason(ReasonCode.METRIC_MISSING, "no candidate came as far as selection");
        }
        WeighedPoint closest = points.stream()
                .max(Comparator.comparingDouble(WeighedPoint::smallestLowerBound))
                .orElseThrow();
        if (closest.smallestLowerBound() > threshold) {
            return new Reason(
                    ReasonCode.KAPPA_UNDEFINED,
                    "no candidate that remembers has a kappa on the new domain's validation images");
        }
        Optional<Reason> obstacle = closest.retention().stream()
                .filter(Measurement.Unmeasurable.class::isInstance)
                .map(measurement -> ((Measurement.Unmeasurable) measurement).reason())
                .findFirst();
        return obstacle.orElseGet(() -> new Reason(
                ReasonCode.NONE_RETAINS,
                String.format(
                        Locale.ROOT,
                        "none of %d candidates remembers well enough on validation images: the best of them (%s) keeps a"
                                + " lower bound of %.4f on %s where more than %.4f is asked (margin %.4f, selection safety %.4f)",
                        points.size(),
                        closest.recipe().summary(),
                        closest.smallestLowerBound(),
                        closest.retention().isEmpty() ? "nothing" : domains.get(closest.leastRetained()),
                        threshold,
                        protocol.retention().margin(),
                        protocol.retention().selectionSafety())));
    }
}
