package io.perennial.evaluation.selection;

import io.perennial.artifact.Digest;
import io.perennial.artifact.Recipe;
import io.perennial.evaluation.comparison.Measurement;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A point with its validation figures.
 *
 * @param retention per domain to remember, in the order of {@link PathPoint#retained()}
 * @param targetKappa on the new domain's validation images, absent where undefined
 */
public record WeighedPoint(Digest model, Recipe recipe, List<Measurement> retention, OptionalDouble targetKappa) {

    /** Better on the new domain; of two equals, the one whose smallest retention is shown to be larger. */
    static final Comparator<WeighedPoint> BY_MERIT = Comparator.<WeighedPoint>comparingDouble(
                    point -> point.targetKappa.orElse(Double.NEGATIVE_INFINITY))
            .thenComparingDouble(WeighedPoint::smallestLowerBound);

    public WeighedPoint {
        retention = List.copyOf(retention);
    }

    /** The smallest lower bound of all retentions; −∞ where one cannot be given. */
    public double smallestLowerBound() {
        return retention.stream().mapToDouble(WeighedPoint::lowerBound).min().orElse(Double.NEGATIVE_INFINITY);
    }

    /** Place of the domain whose retention has the smallest lower bound. @throws IllegalStateException if there is none */
    int leastRetained() {
        return IntStream.range(0, retention.size())
                .boxed()
                .min(Comparator.comparingDouble(i -> lowerBound(retention.get(i))))
                .orElseThrow(() -> new IllegalStateException("nothing is to be remembered"));
    }

    boolean retains(double threshold) {
        return smallestLowerBound() > threshold;
    }

    boolean isShownToForget(double threshold) {
        return retention.stream()
                .anyMatch(measurement -> measurement instanceof Measurement.Measured measured
                        && measured.difference().isShownNotAbove(threshold));
    }

    private static double lowerBound(Measurement measurement) {
        return measurement instanceof Measurement.Measured measured
                ? measured.difference().lower().orElse(Double.NEGATIVE_INFINITY)
                : Double.NEGATIVE_INFINITY;
    }
}
