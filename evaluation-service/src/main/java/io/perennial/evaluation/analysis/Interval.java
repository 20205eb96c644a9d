package io.perennial.evaluation.analysis;

import io.perennial.evaluation.statistics.BootstrapDistribution;
import io.perennial.evaluation.statistics.KappaDifference;
import java.util.OptionalDouble;

/**
 * A linear kappa or a difference of two with its two-sided 95 % interval: paired bootstrap by patient, BCa.
 *
 * @param low absent where resampling leaves it undefined
 * @param high absent likewise
 */
public record Interval(double estimate, OptionalDouble low, OptionalDouble high) {

    /** Of every interval that is reported and does not decide. */
    public static final double CONFIDENCE = 0.95;

    private static final double EACH_SIDE = 1 - (1 - CONFIDENCE) / 2;

    static Interval of(BootstrapDistribution distribution) {
        KappaDifference difference = distribution.difference(EACH_SIDE);
        return new Interval(difference.estimate(), difference.lower(), difference.upper());
    }

    Interval plus(double constant) {
        return new Interval(estimate + constant, plus(low, constant), plus(high, constant));
    }

    private static OptionalDouble plus(OptionalDouble value, double constant) {
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() + constant) : value;
    }
}
