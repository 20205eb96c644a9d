package io.perennial.agreement;

import io.perennial.mammography.Density;
import java.util.OptionalDouble;

/** Weighted kappa with wᵢⱼ = (|i − j| / 3)², as much of the literature reports it; reported, never decisive. */
public final class QuadraticallyWeightedKappa {

    private static final WeightedKappa QUADRATIC =
            new WeightedKappa(distance -> Math.pow(distance / (Density.CATEGORIES - 1.0), 2));

    private QuadraticallyWeightedKappa() {}

    /** Kappa; undefined if there is no image, or all labels and readings are in one category. */
    public static OptionalDouble of(ConfusionMatrix matrix) {
        return QUADRATIC.of(matrix);
    }
}
