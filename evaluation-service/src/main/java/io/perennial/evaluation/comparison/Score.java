package io.perennial.evaluation.comparison;

import io.perennial.agreement.ConfusionMatrix;
import io.perennial.agreement.LinearlyWeightedKappa;
import io.perennial.agreement.QuadraticallyWeightedKappa;
import io.perennial.artifact.Digest;
import io.perennial.mammography.Density;
import io.perennial.mammography.Split;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One model's readings of one held-out set, summarised.
 *
 * @param truths per category, the images labelled so
 * @param confusion rows are labels A to D, columns readings A to D; unreadable images are not in it
 * @param kappa linear, absent where undefined or an image was unreadable
 * @param standardError of kappa after Fleiss, Cohen and Everitt, images taken as independent
 * @param unreadable images without a finite answer
 */
public record Score(
        Digest model,
        String domain,
        Digest cohort,
        Split split,
        int images,
        int exams,
        int patients,
        Map<Density, Integer> truths,
        List<List<Integer>> confusion,
        OptionalDouble kappa,
        OptionalDouble quadraticKappa,
        OptionalDouble standardError,
        int unreadable) {

    public Score {
        truths = Map.copyOf(truths);
        confusion = List.copyOf(confusion);
    }

    /** Summarises. @throws IllegalArgumentException if there is not one reading per image */
    public static Score of(Digest model, HeldOutSet set, Readings readings) {
        ReferenceStandard standard = set.standard();
        if (readings.images() != standard.images()) {
            throw new IllegalArgumentException(readings.images() + " readings of " + standard.images() + " images");
        }
        int[][] counts = new int[Density.CATEGORIES][Density.CATEGORIES];
        for (int image = 0; image < standard.images(); image++) {
            int truth = standard.truth(image).rank();
            readings.reading(image).ifPresent(reading -> counts[truth][reading.rank()]++);
        }
        ConfusionMatrix matrix = ConfusionMatrix.of(counts);
        boolean complete = readings.unreadable() == 0;
        return new Score(
                model,
                set.domain(),
                set.cohort(),
                set.split(),
                standard.images(),
                standard.exams(),
                standard.patients(),
                matrix.truths(),
                matrix.rows(),
                complete ? LinearlyWeightedKappa.of(matrix) : OptionalDouble.empty(),
                complete ? QuadraticallyWeightedKappa.of(matrix) : OptionalDouble.empty(),
                complete ? LinearlyWeightedKappa.standardError(matrix) : OptionalDouble.empty(),
                readings.unreadable());
    }
}
