package io.perennial.evaluation.comparison;

import io.perennial.artifact.CohortImage;
import io.perennial.artifact.Digest;
import io.perennial.mammography.Density;
import io.perennial.mammography.Scanner;
import io.perennial.mammography.View;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws held-out sets and readings with known error rates, patients sharing part of their difficulty. */
public final class Drawn {

    private static final Digest ANY = Digest.of("image".getBytes(StandardCharsets.UTF_8));

    private Drawn() {}

    /** A set of patients, each with one exam of {@code views} images of one category, categories in turn. */
    public static ReferenceStandard standard(int patients, int views) {
        List<CohortImage> rows = new ArrayList<>();
        for (int patient = 0; patient < patients; patient++) {
            for (int view = 0; view < views; view++) {
                rows.add(row(patient, Density.ofRank(patient % 4)));
            }
        }
        return ReferenceStandard.of(rows);
    }

    /** One image of a patient's one exam. */
    public static CohortImage row(int patient, Density density) {
        return new CohortImage(ANY, "e" + patient, "p" + patient, View.LCC, new Scanner("Maker", "Model"), density);
    }

    /** Readings with these categories. */
    public static Readings readings(List<Density> densities) {
        float[] logits = new float[4 * densities.size()];
        for (int image = 0; image < densities.size(); image++) {
            logits[4 * image + densities.get(image).rank()] = 1;
        }
        return Readings.ofLogits(logits);
    }

    /** All of one category. */
    public static Readings all(Density density, int images) {
        return readings(java.util.Collections.nCopies(images, density));
    }

    /** No finite answer for any image. */
    public static Readings notFinite(int images) {
        float[] logits = new float[4 * images];
        java.util.Arrays.fill(logits, Float.NaN);
        return Readings.ofLogits(logits);
    }

    /**
     * Two readers of the same images. The reference errs by one category at a rate, the candidate also at a further rate
     * where the reference was right; one patient in four is hard, with twice the rates of the average, the others easier.
     */
    public static Comparison comparison(
            String domain, ReferenceStandard standard, double rate, double further, SplittableRandom random) {
        List<Density> reference = new ArrayList<>();
        List<Density> candidate = new ArrayList<>();
        double[] difficulty = new double[standard.patients()];
        for (int patient = 0; patient < difficulty.length; patient++) {
            difficulty[patient] = random.nextInt(4) == 0 ? 2 : 2.0 / 3;
        }
        for (int image = 0; image < standard.images(); image++) {
            Density truth = standard.truth(image);
            double hard = difficulty[standard.patientOf(image)];
            Density wrong = Density.ofRank(truth == Density.D ? 2 : truth.rank() + 1);
            boolean referenceErrs = random.nextDouble() < rate * hard;
            boolean candidateErrs = referenceErrs || random.nextDouble() < further * hard / (1 - rate * hard);
            reference.add(referenceErrs ? wrong : truth);
            candidate.add(candidateErrs ? wrong : truth);
        }
        return new Comparison(domain, standard, readings(reference), readings(candidate));
    }

    /** Linear kappa, in the limit of infinitely many patients, of a reader who errs at this rate in {@link #comparison}. */
    public static double kappa(double rate) {
        // A→B, B→C, C→D, D→C; labels uniform. Σ wO = rate/3; readings' shares:
        double[] c = {(1 - rate) / 4, 0.25, (1 - rate) / 4 + rate / 4 + rate / 4, (1 - rate) / 4 + rate / 4};
        double expected = 0;
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                expected += Math.abs(i - j) / 3.0 * 0.25 * c[j];
            }
        }
        return 1 - rate / 3 / expected;
    }
}
