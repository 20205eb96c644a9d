package io.perennial.evaluation.statistics;

import io.perennial.mammography.Density;
import io.perennial.mammography.DensityProbabilities;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a model is right as often as it says. With p the probabilities of an image, y its label's indicator, and images
 * put into ten bins of equal width by the probability of the category that is read:
 *
 * <pre>Brier = mean Σₖ (pₖ − yₖ)²,   ECE = Σ_b n_b/n |right_b − said_b|</pre>
 *
 * right_b being the share of bin b that was read rightly, said_b the mean of what was said. Brier is 0 (certain and right) to
 * 2 (certain and wrong); to know nothing is 0.75 with four categories. The first bin holds 0 too.
 *
 * @param images n
 * @param brier the Brier score
 * @param expectedError ECE, 0 to 1
 * @param bins those with images, by rising probability
 * @see <a href="https://doi.org/10.1175/1520-0493(1950)078%3C0001:VOFEIT%3E2.0.CO;2">Brier 1950, Verification of forecasts
 *     expressed in terms of probability</a>
 * @see <a href="https://arxiv.org/abs/1706.04599">Guo et al. 2017, On Calibration of Modern Neural Networks</a>
 */
public record Calibration(int images, double brier, double expectedError, List<Bin> bins) {

    private static final int BINS = 10;

    /**
     * Images of about the same probability.
     *
     * @param said mean probability of the category that was read
     * @param right share of them that was read rightly
     */
    public record Bin(int images, double said, double right) {}

    public Calibration {
        bins = List.copyOf(bins);
    }

    /** Of one model's probabilities and the labels, one each, at least one. */
    public static Calibration of(List<DensityProbabilities> probabilities, List<Density> labels) {
        int n = labels.size();
        if (n == 0 || probabilities.size() != n) {
            throw new IllegalArgumentException(probabilities.size() + " probabilities for " + n + " labels");
        }
        int[] images = new int[BINS];
        double[] said = new double[BINS];
        int[] right = new int[BINS];
        double brier = 0;
        for (int i = 0; i < n; i++) {
            DensityProbabilities p = probabilities.get(i);
            Density label = labels.get(i);
            brier += squaredError(p, label) / n;
            double confidence = p.of(p.density());
            int bin = Math.min(
                    BINS - 1, Math.max(0, (int) Math.ceil(confidence * BINS) - 1)); // bin b is (b/10, (b + 1)/10]
            images[bin]++;
            said[bin] += confidence;
            right[bin] += p.density() == label ? 1 : 0;
        }
        List<Bin> bins = new ArrayList<>();
        double error = 0;
        for (int b = 0; b < BINS; b++) {
            if (images[b] > 0) {
                bins.add(new Bin(images[b], said[b] / images[b], (double) right[b] / images[b]));
                error += Math.abs(right[b] - said[b]) / n;
            }
        }
        return new Calibration(n, brier, error, bins);
    }

    private static double squaredError(DensityProbabilities p, Density label) {
        double sum = 0;
        for (Density density : Density.values()) {
            double error = p.of(density) - (density == label ? 1 : 0);
            sum += error * error;
        }
        return sum;
    }
}
