package io.perennial.agreement;

import io.perennial.mammography.Density;
import java.util.OptionalDouble;

/**
 * The figure that decides: weighted kappa with wᵢⱼ = |i − j| / 3, so that A read as D counts three times A read as B.
 * 1 is full agreement, 0 that of chance. Formula and source: {@link WeightedKappa}.
 */
public final class LinearlyWeightedKappa {

    private static final WeightedKappa LINEAR = new WeightedKappa(distance -> distance / (Density.CATEGORIES - 1.0));

    private LinearlyWeightedKappa() {}

    /** Kappa; undefined if there is no image, or all labels and readings are in one category. */
    public static OptionalDouble of(ConfusionMatrix matrix) {
        return LINEAR.of(matrix);
    }

    /** Kappa of the sixteen counts from {@code offset} on, a row per true category; NaN where undefined. */
    public static double ofCells(int[] cells, int offset) {
        return LINEAR.ofCells(cells, offset);
    }

    /** Its standard error after Fleiss, Cohen and Everitt, images taken as independent; undefined where kappa is. */
    public static OptionalDouble standardError(ConfusionMatrix matrix) {
        return LINEAR.standardError(matrix);
    }
}
