package io.perennial.inference.reading.uncertainty;

import io.perennial.mammography.Density;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.mammography.Laterality;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far a reading can be relied on.
 *
 * @param entropy of the exam's probabilities in bits, −Σ p log₂ p: 0 (sure) to 2 (all four alike); two alike give 1
 * @param disagreement empty where no breast has two views
 * @param outOfDistribution of the strangest image; empty where the engine watches no layer
 * @param doubts the figures that reach their thresholds, in the order of {@link Doubt}
 */
public record Uncertainty(
        double entropy,
        Optional<Disagreement> disagreement,
        OptionalDouble outOfDistribution,
        Thresholds thresholds,
        List<Doubt> doubts) {

    public Uncertainty {
        doubts = List.copyOf(doubts);
    }

    /**
     * Judges one reading.
     *
     * @param exam the exam's probabilities
     * @param breasts the opinions on each breast's views
     * @param strangeness each image's, see {@link Strangeness}
     */
    public static Uncertainty of(
            DensityProbabilities exam,
            Map<Laterality, List<DensityProbabilities>> breasts,
            List<OptionalDouble> strangeness,
            Thresholds thresholds) {
        double entropy = entropy(exam);
        Optional<Disagreement> disagreement = Disagreement.of(breasts.values());
        OptionalDouble strangest =
                strangeness.stream().flatMapToDouble(OptionalDouble::stream).max();
        List<Doubt> doubts = new ArrayList<>();
        if (thresholds.spread(entropy)) {
            doubts.add(Doubt.ENTROPY);
        }
        if (disagreement.filter(thresholds::apart).isPresent()) {
            doubts.add(Doubt.VIEWS_DISAGREE);
        }
        if (thresholds.strange(strangest)) {
            doubts.add(Doubt.OUT_OF_DISTRIBUTION);
        }
        return new Uncertainty(entropy, disagreement, strangest, thresholds, doubts);
    }

    public boolean uncertain() {
        return !doubts.isEmpty();
    }

    private static double entropy(DensityProbabilities probabilities) {
        double nats = 0;
        for (Density density : Density.values()) {
            double p = probabilities.of(density);
            nats -= p > 0 ? p * Math.log(p) : 0; // p log p tends to 0
        }
        return nats / Math.log(2);
    }
}
