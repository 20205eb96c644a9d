package io.perennial.experiment.result;

import io.perennial.evaluation.statistics.KappaDifference;
import io.perennial.evaluation.statistics.PairedBootstrap;
import io.perennial.evaluation.statistics.PairedCounts;
import io.perennial.evaluation.statistics.WilcoxonSignedRank;
import io.perennial.mammography.Density;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Measures readings by linearly weighted kappa, with two-sided intervals from the paired bootstrap by patient
 * ({@link PairedBootstrap}).
 */
public final class Scoring {

    /** Of every interval that is not said to be another. */
    public static final double CONFIDENCE = 0.95;

    private static final int RESAMPLES = 2000;
    private static final int PER_TAIL = 20; // resamples beyond a bound, at least
    private static final long SEED = 1; // of the resampling: the same readings have the same interval

    private Scoring() {}

    /** One model's kappa; empty if it is undefined. */
    public static Optional<Kappa> kappa(TestSet set, Readings readings) {
        // a perfect reader's kappa is 1 in every resample, so the difference to it is this one's less 1
        return difference(set, set.perfect(), readings)
                .map(it -> new Kappa(it.value() + 1, plusOne(it.low()), plusOne(it.high())));
    }

    /** κ(candidate) − κ(reference) on the same images, with 95 % confidence; empty if one is undefined. */
    public static Optional<Kappa> difference(TestSet set, Readings reference, Readings candidate) {
        return difference(set, reference, candidate, CONFIDENCE);
    }

    /** The same with another confidence of the two-sided interval. */
    public static Optional<Kappa> difference(TestSet set, Readings reference, Readings candidate, double confidence) {
        if (reference.images() != set.images() || candidate.images() != set.images()) {
            throw new IllegalArgumentException("there are " + set.images() + " test images, but " + reference.images()
                    + " and " + candidate.images() + " readings");
        }
        PairedCounts counts = new PairedCounts(set.patients());
        for (int i = 0; i < set.images(); i++) {
            counts.add(set.patientOf().get(i), set.truths().get(i), reference.reading(i), candidate.reading(i));
        }
        double tail = (1 - confidence) / 2;
        int resamples = (int) Math.max(RESAMPLES, Math.ceil(PER_TAIL / tail));
        return new PairedBootstrap(resamples).difference(counts, 1 - tail, SEED).map(Scoring::interval);
    }

    /**
     * The paper's test of the same two: Wilcoxon signed-rank on each image's distance from the label, images taken as
     * independent; its p, two-sided. Empty if no image is read otherwise.
     */
    public static OptionalDouble wilcoxon(TestSet set, Readings reference, Readings candidate) {
        double[] differences = new double[set.images()];
        for (int i = 0; i < differences.length; i++) {
            Density truth = set.truths().get(i);
            differences[i] = candidate.reading(i).distanceTo(truth)
                    - reference.reading(i).distanceTo(truth);
        }
        return WilcoxonSignedRank.of(differences).stream()
                .mapToDouble(WilcoxonSignedRank::p)
                .findFirst();
    }

    private static Kappa interval(KappaDifference difference) {
        return new Kappa(difference.estimate(), difference.lower(), difference.upper());
    }

    private static OptionalDouble plusOne(OptionalDouble value) {
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() + 1) : value;
    }
}
