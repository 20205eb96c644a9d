package io.perennial.experiment.result;

import java.util.OptionalDouble;

/**
 * A linearly weighted kappa, or a difference of two, with an interval by patient.
 *
 * @param value the estimate on the test images
 * @param low the lower end of the interval; absent if resampling leaves it undefined
 * @param high the upper end; absent likewise
 */
public record Kappa(double value, OptionalDouble low, OptionalDouble high) {

    /** Whether the whole interval lies above this. */
    public boolean isAbove(double threshold) {
        return low.isPresent() && low.getAsDouble() > threshold;
    }

    /** Whether the whole interval lies below this. */
    public boolean isBelow(double threshold) {
        return high.isPresent() && high.getAsDouble() < threshold;
    }
}
