package io.perennial.inference.drift;

import java.util.OptionalDouble;

/**
 * How far a BatchNorm layer's inputs have moved from the original data's statistics, in their variances. Per exam i and channel c
 * let z be the mean over its images of {@link io.perennial.inference.swap.LayerInput#z}; over n exams
 *
 * <pre>D = mean over c of ( z̄_c² − s_c² / n ),   s_c² = Σᵢ (z_ic − z̄_c)² / (n − 1)</pre>
 *
 * z̄_c² alone has the expectation (E z_c)² + Var z_c / n, so the second term makes D an unbiased estimate of the mean square shift:
 * 0 for original data whatever n is, negative as often as positive. There Var z_c ≤ 1, for the running variance counts the
 * variation within images as well (law of total variance), so for normal z the standard deviation of D is at most about √2 / n, reached
 * if all channels were one: 0.007 with n = 200. Exams, not images, are the sample, since the images of one breast are alike.
 *
 * <p>Channels of which an engine gives NaN are left out. Not safe for many threads.
 */
final class LayerShift {

    private final double[] sum; // Σ z, by channel
    private final double[] squares; // Σ z²
    private int exams;

    LayerShift(int channels) {
        this.sum = new double[channels];
        this.squares = new double[channels];
    }

    int channels() {
        return sum.length;
    }

    /**
     * Counts an exam.
     *
     * @param z (N, C), of its images
     */
    void add(float[][] z) {
        exams++;
        for (int c = 0; c < sum.length; c++) {
            double mean = 0;
            for (float[] image : z) {
                mean += image[c];
            }
            mean /= z.length;
            sum[c] += mean;
            squares[c] += mean * mean;
        }
    }

    /** D; undefined for fewer than two exams and where no channel is seen. */
    OptionalDouble value() {
        double total = 0;
        int seen = 0;
        for (int c = 0; c < sum.length; c++) {
            if (!Double.isNaN(sum[c])) {
                double mean = sum[c] / exams;
                double variance = (squares[c] - exams * mean * mean) / (exams - 1);
                total += mean * mean - variance / exams;
                seen++;
            }
        }
        return exams < 2 || seen == 0 ? OptionalDouble.empty() : OptionalDouble.of(total / seen);
    }
}
