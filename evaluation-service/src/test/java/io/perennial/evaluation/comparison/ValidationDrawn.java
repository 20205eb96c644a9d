package io.perennial.evaluation.comparison;

/** Passes drawn readings off as readings of validation images, as only this package can. */
public final class ValidationDrawn {

    private ValidationDrawn() {}

    public static ValidationComparison of(Comparison comparison) {
        return new ValidationComparison(comparison);
    }
}
