package io.perennial.evaluation.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Resampled differences of two kappas, and what follows from them. Immutable.
 *
 * <p>The bounds are bias-corrected and accelerated (BCa). With B resampled differences and z the normal quantile of the
 * confidence, the lower bound is their quantile at
 *
 * <pre>Φ(ẑ + (ẑ − z) / (1 − a(ẑ − z))),   ẑ = Φ⁻¹(share below the estimate),   a = Σ dₚ³ / 6 (Σ dₚ²)^(3/2)</pre>
 *
 * with dₚ the mean of the leave-one-patient-out differences minus the p-th of them; the upper likewise with +z. Plain
 * percentile bounds let too many bad candidates through: a small loss rests on few images that are newly misread, so its
 * distribution is skewed, and a loss of exactly the margin passed in 8 to 9 of 100 simulated draws instead of 5.
 *
 * <p>A resample in which a kappa is undefined, or all labels are in one category, counts as −∞ for the lower bound and
 * +∞ for the upper: it can only widen the interval.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1987.10478410">Efron 1987, Better Bootstrap Confidence Intervals</a>
 */
public final class BootstrapDistribution {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final double reference;
    private final double candidate;
    private final double estimate;
    private final double[] differences;
    private final double acceleration;
    private final double bias;
    private final int patients;
    private final int resamples;
    private final long seed;

    /**
     * Of the defined differences, ascending.
     *
     * @param acceleration a; NaN if it is undefined
     * @param resamples B, the undefined ones included
     */
    BootstrapDistribution(
            double reference,
            double candidate,
            double estimate,
            double[] differences,
            double acceleration,
            int patients,
            int resamples,
            long seed) {
        this.reference = reference;
        this.candidate = candidate;
        this.estimate = estimate;
        this.differences = differences;
        this.acceleration = acceleration;
        this.bias = quantile(share(differences, estimate));
        this.patients = patients;
        this.resamples = resamples;
        this.seed = seed;
    }

    /** The difference with its bounds. @throws IllegalArgumentException unless 0.5 < confidence < 1 */
    public KappaDifference difference(double confidence) {
        return new KappaDifference(
                reference,
                candidate,
                estimate,
                lower(confidence),
                upper(confidence),
                confidence,
                patients,
                resamples,
                undefined(),
                seed);
    }

    /**
     * With this confidence the difference is larger: the k-th smallest, k = ⌊level · (B + 1)⌋, undefined resamples being
     * smaller than all. Absent if there is none.
     */
    public OptionalDouble lower(double confidence) {
        int k = (int) Math.floor(level(-z(confidence)) * (resamples + 1)); // 0 for NaN
        return k > undefined() && k <= resamples
                ? OptionalDouble.of(differences[k - undefined() - 1])
                : OptionalDouble.empty();
    }

    /**
     * With this confidence the difference is smaller: the k-th smallest, k = ⌈level · (B + 1)⌉, undefined resamples being
     * larger than all. Absent if there is none.
     */
    public OptionalDouble upper(double confidence) {
        int k = (int) Math.ceil(level(z(confidence)) * (resamples + 1));
        return k >= 1 && k <= differences.length ? OptionalDouble.of(differences[k - 1]) : OptionalDouble.empty();
    }

    /** The standard deviation of the defined differences; 0 if there are fewer than two. */
    public double standardError() {
        double mean = Arrays.stream(differences).average().orElse(0);
        double squares =
                Arrays.stream(differences).map(x -> (x - mean) * (x - mean)).sum();
        return differences.length < 2 ? 0 : Math.sqrt(squares / (differences.length - 1));
    }

    /**
     * The smallest 1 − confidence at which a bound excludes a difference of 0, to both sides: the BCa bounds turned round,
     *
     * <pre>p = 2 min(s, 1 − s),   s = Φ((w − ẑ) / (1 + a(w − ẑ)) − ẑ),   w = Φ⁻¹(share below 0)</pre>
     *
     * never less than 2 / (B + 1). Undefined where no bound can be given.
     *
     * @see <a href="https://doi.org/10.1201/9780429246593">Efron, Tibshirani 1993, An Introduction to the Bootstrap, eq. 15.34</a>
     */
    public OptionalDouble significance() {
        double w = quantile(share(differences, 0));
        double denominator = 1 + acceleration * (w - bias);
        if (undefined() > 0 || !(denominator > 0)) {
            return OptionalDouble.empty();
        }
        double s = NORMAL.cumulativeProbability((w - bias) / denominator - bias);
        double p = 2 * Math.min(s, 1 - s);
        return OptionalDouble.of(Math.min(1, Math.max(p, 2.0 / (resamples + 1))));
    }

    /** ẑ. */
    double bias() {
        return bias;
    }

    /** a. */
    double acceleration() {
        return acceleration;
    }

    private int undefined() {
        return resamples - differences.length;
    }

    /** The level of the resampled differences that is the bound; NaN where there is none. */
    private double level(double z) {
        double shifted = bias + z;
        double denominator = 1 - acceleration * shifted;
        return denominator > 0 ? NORMAL.cumulativeProbability(bias + shifted / denominator) : Double.NaN;
    }

    private static double z(double confidence) {
        if (!(confidence > 0.5 && confidence < 1)) {
            throw new IllegalArgumentException("a confidence lies between 0.5 and 1, not at " + confidence);
        }
        return quantile(confidence);
    }

    /** The share below a value; half of the ties count as below. NaN without any. */
    private static double share(double[] differences, double value) {
        double below = 0;
        for (double difference : differences) {
            below += difference < value ? 1 : difference == value ? 0.5 : 0;
        }
        return below / differences.length;
    }

    /** Φ⁻¹(p), ∓8 at 0 and 1 – beyond it Φ is 0 or 1 to 1e-15 –, NaN for NaN. */
    private static double quantile(double p) {
        return Double.isNaN(p) ? p : Math.max(-8, Math.min(8, NORMAL.inverseCumulativeProbability(p)));
    }
}
