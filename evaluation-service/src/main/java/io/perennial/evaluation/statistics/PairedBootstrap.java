package io.perennial.evaluation.statistics;

import io.perennial.agreement.LinearlyWeightedKappa;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The uncertainty of a difference of two kappas, by resampling patients with replacement: both models keep their readings of
 * a patient's images together (paired), and all images of a patient come or stay away together (clustered), for they are
 * not independent. What can be said of the resampled differences: {@link BootstrapDistribution}.
 */
public final class PairedBootstrap {

    private final int resamples;

    /**
     * With this number of resamples for any number of comparisons.
     *
     * @param resamples B, 100 or more
     */
    public PairedBootstrap(int resamples) {
        if (resamples < 100) {
            throw new IllegalArgumentException(resamples + " resamples are too few: at least 100");
        }
        this.resamples = resamples;
    }

    /** The difference of linearly weighted kappas, resampled; empty if it is undefined on all patients. */
    public Optional<BootstrapDistribution> resample(PairedCounts counts, long seed) {
        Clusters clusters = new Clusters(counts);
        double estimate = clusters.observed();
        if (Double.isNaN(estimate)) {
            return Optional.empty();
        }
        double[] differences = differences(clusters, new SplittableRandom(seed));
        return Optional.of(new BootstrapDistribution(
                LinearlyWeightedKappa.of(counts.reference()).orElseThrow(),
                LinearlyWeightedKappa.of(counts.candidate()).orElseThrow(),
                estimate,
                differences,
                acceleration(clusters),
                counts.patients(),
                resamples,
                seed));
    }

    /** Resamples and gives the bounds of this confidence at once; empty if the difference is undefined on all patients. */
    public Optional<KappaDifference> difference(PairedCounts counts, double confidence, long seed) {
        return resample(counts, seed).map(distribution -> distribution.difference(confidence));
    }

    /** The defined differences, ascending. */
    private double[] differences(Clusters clusters, SplittableRandom random) {
        double[] differences = new double[resamples];
        int defined = 0;
        for (int b = 0; b < resamples; b++) {
            double difference = clusters.resampled(random);
            if (!Double.isNaN(difference)) {
                differences[defined++] = difference;
            }
        }
        double[] sorted = Arrays.copyOf(differences, defined);
        Arrays.sort(sorted);
        return sorted;
    }

    /** a = Σ dₚ³ / 6 (Σ dₚ²)^(3/2), patients of one profile having the same dₚ; NaN if kappa is undefined without one. */
    private static double acceleration(Clusters clusters) {
        double[] without = new double[clusters.profiles()];
        double mean = 0;
        for (int profile = 0; profile < without.length; profile++) {
            without[profile] = clusters.without(profile);
            mean += without[profile] * clusters.patientsOf(profile) / clusters.patients();
        }
        double squares = 0;
        double cubes = 0;
        for (int profile = 0; profile < without.length; profile++) {
            double d = mean - without[profile];
            squares += clusters.patientsOf(profile) * d * d;
            cubes += clusters.patientsOf(profile) * d * d * d;
        }
        return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
    }
}
