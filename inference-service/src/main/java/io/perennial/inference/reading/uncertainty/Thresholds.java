package io.perennial.inference.reading.uncertainty;

import java.util.OptionalDouble;

/**
 * From where on a figure makes a reading uncertain; each is reached, not exceeded.
 *
 * @param entropy in bits, 0 to 2
 * @param categoriesApart between two views of a breast, 1 to 3
 * @param totalVariation between two views of a breast, 0 to 1
 * @param outOfDistribution of an image, see {@link Strangeness}; above 1, which is the mean of the original images at most
 */
public record Thresholds(double entropy, int categoriesApart, double totalVariation, double outOfDistribution) {

    public Thresholds {
        if (!(entropy > 0)
                || entropy > 2
                || categoriesApart < 1
                || categoriesApart > 3
                || !(totalVariation > 0)
                || totalVariation > 1
                || !(outOfDistribution > 1)) {
            throw new IllegalArgumentException("no reading can be judged by an entropy of " + entropy + " bits, "
                    + categoriesApart + " categories, a total variation of " + totalVariation
                    + " and a distribution score of " + outOfDistribution);
        }
    }

    boolean spread(double bits) {
        return bits >= entropy;
    }

    boolean apart(Disagreement views) {
        return views.categoriesApart() >= categoriesApart || views.totalVariation() >= totalVariation;
    }

    boolean strange(OptionalDouble score) {
        return score.isPresent() && score.getAsDouble() >= outOfDistribution;
    }
}
