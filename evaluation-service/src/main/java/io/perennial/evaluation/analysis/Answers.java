package io.perennial.evaluation.analysis;

import io.perennial.evaluation.comparison.Readings;
import io.perennial.mammography.Density;
import io.perennial.mammography.DensityProbabilities;
import java.util.Arrays;
import java.util.Optional;

/** What a model answered to the images of a set, in the set's order. Immutable; equal to itself alone. */
public final class Answers {

    private final float[] logits; // (N, 4), row by row
    private final Readings readings;

    private Answers(float[] logits) {
        this.logits = logits;
        this.readings = Readings.ofLogits(logits);
    }

    /**
     * Of a model's logits.
     *
     * @param logits (N, 4), row by row
     */
    public static Answers ofLogits(float[] logits) {
        return new Answers(logits.clone());
    }

    public int images() {
        return readings.images();
    }

    /** Whether every image has a finite answer. */
    public boolean areComplete() {
        return readings.unreadable() == 0;
    }

    /** Images without a finite answer. */
    public int unreadable() {
        return readings.unreadable();
    }

    /** The category that is read; none where the answer is not finite. */
    public Optional<Density> reading(int image) {
        return readings.reading(image);
    }

    /** The probabilities; none where the answer is not finite. */
    public Optional<DensityProbabilities> probabilities(int image) {
        int first = image * Density.CATEGORIES;
        return reading(image)
                .map(read ->
                        DensityProbabilities.ofLogits(Arrays.copyOfRange(logits, first, first + Density.CATEGORIES)));
    }
}
