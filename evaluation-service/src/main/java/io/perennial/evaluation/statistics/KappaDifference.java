package io.perennial.evaluation.statistics;

import java.util.OptionalDouble;

/**
 * κ(candidate) − κ(reference) on the same images, with a one-sided bound to each side.
 *
 * @param reference κ of the reference
 * @param candidate κ of the candidate
 * @param estimate their difference
 * @param lower with this confidence the difference is larger; absent if too many resamples leave kappa undefined
 * @param upper with this confidence the difference is smaller; absent likewise
 * @param confidence of each bound by itself, e.g. 0.95
 * @param patients that were resampled
 * @param resamples how many there were
 * @param undefinedResamples those without a kappa; counted against the candidate in the lower bound, for it in the upper
 * @param seed of the resampling
 */
public record KappaDifference(
        double reference,
        double candidate,
        double estimate,
        OptionalDouble lower,
        OptionalDouble upper,
        double confidence,
        int patients,
        int resamples,
        int undefinedResamples,
        long seed) {

    /** Whether the difference is shown to be larger than this. */
    public boolean isShownAbove(double threshold) {
        return lower.isPresent() && lower.getAsDouble() > threshold;
    }

    /** Whether the difference is shown not to be larger than this. */
    public boolean isShownNotAbove(double threshold) {
        return upper.isPresent() && upper.getAsDouble() <= threshold;
    }

    /**
     * About how many times the images there are would decide on which side of the threshold the difference lies, if it
     * stays as estimated: a bound's distance from the estimate shrinks with 1/√n. Infinite if the estimate is on the
     * threshold, undefined without the bound.
     */
    public OptionalDouble sizeToDecide(double threshold) {
        OptionalDouble bound = estimate > threshold ? lower : upper;
        if (bound.isEmpty()) {
            return OptionalDouble.empty();
        }
        double ratio = (bound.getAsDouble() - estimate) / (threshold - estimate);
        return OptionalDouble.of(Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio * ratio);
    }
}
