package io.perennial.mammography;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;

/** A model's opinion of one image or exam: a probability per density, summing to 1. */
public final class DensityProbabilities {

    private static final Comparator<DensityProbabilities> DENSER = Comparator.<DensityProbabilities>comparingInt(
                    breast -> breast.density().rank())
            .thenComparingDouble(DensityProbabilities::expectedRank);

    private final double[] byRank;

    private DensityProbabilities(double[] byRank) {
        this.byRank = byRank;
    }

    /**
     * Softmax of four logits: p_k = exp(z_k − max z) / Σ exp(z_j − max z).
     *
     * @throws IllegalArgumentException if there are not four, or one is not finite
     */
    public static DensityProbabilities ofLogits(float[] logits) {
        if (logits.length != Density.CATEGORIES) {
            throw new IllegalArgumentException("a reading has " + Density.CATEGORIES + " logits, not " + logits.length);
        }
        double max = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            if (!Float.isFinite(logit)) {
                throw new IllegalArgumentException(
                        "the model gave logits that are not finite: " + Arrays.toString(logits));
            }
            max = Math.max(max, logit);
        }
        double[] p = new double[Density.CATEGORIES];
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            p[k] = Math.exp(logits[k] - max);
            sum += p[k];
        }
        for (int k = 0; k < p.length; k++) {
            p[k] /= sum;
        }
        return new DensityProbabilities(p);
    }

    /** The mean opinion, category by category. @throws IllegalArgumentException if there is none */
    public static DensityProbabilities mean(Collection<DensityProbabilities> opinions) {
        if (opinions.isEmpty()) {
            throw new IllegalArgumentException("no opinion has no mean");
        }
        double[] p = new double[Density.CATEGORIES];
        for (DensityProbabilities opinion : opinions) {
            for (int k = 0; k < p.length; k++) {
                p[k] += opinion.byRank[k] / opinions.size();
            }
        }
        return new DensityProbabilities(p);
    }

    /**
     * What the views of an exam say together: a breast's opinion is the mean of its views', and the denser breast decides – the
     * one of the higher category, on a tie the one of the higher expected rank.
     *
     * @param breasts each with the opinions on its views, at least one
     * @throws java.util.NoSuchElementException if there is no breast
     */
    public static DensityProbabilities ofExam(Map<Laterality, ? extends Collection<DensityProbabilities>> breasts) {
        return breasts.values().stream()
                .map(DensityProbabilities::mean)
                .max(DENSER)
                .orElseThrow();
    }

    public double of(Density density) {
        return byRank[density.rank()];
    }

    /** The expected place on the ordinal scale, Σ k·p_k, 0 (A) to 3 (D). */
    public double expectedRank() {
        double rank = 0;
        for (int k = 0; k < byRank.length; k++) {
            rank += k * byRank[k];
        }
        return rank;
    }

    /** The most probable category; the less dense one on a tie. */
    public Density density() {
        int best = 0;
        for (int k = 1; k < byRank.length; k++) {
            if (byRank[k] > byRank[best]) {
                best = k;
            }
        }
        return Density.ofRank(best);
    }
}
