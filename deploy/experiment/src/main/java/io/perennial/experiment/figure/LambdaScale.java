package io.perennial.experiment.figure;

import java.util.List;

/** Places λs from left to right: 0 first, then after a gap the others by their logarithm. */
final class LambdaScale {

    private static final double ZERO_TO_FIRST = 1.2; // decades that the gap is wide

    private final double left;
    private final double perDecade;
    private final double first; // the smallest λ > 0

    /** @param lambdas that have to fit */
    LambdaScale(List<Double> lambdas, double left, double right) {
        this.left = left;
        this.first = lambdas.stream()
                .filter(lambda -> lambda > 0)
                .mapToDouble(lambda -> lambda)
                .min()
                .orElse(1);
        double largest = lambdas.stream().mapToDouble(lambda -> lambda).max().orElse(first);
        double decades = ZERO_TO_FIRST + Math.max(0, Math.log10(Math.max(largest, first) / first));
        this.perDecade = (right - left) / decades;
    }

    double x(double lambda) {
        return lambda > 0 ? left + perDecade * (ZERO_TO_FIRST + Math.log10(lambda / first)) : left;
    }

    /** Where the axis is broken, between 0 and the smallest other. */
    double gap() {
        return left + perDecade * ZERO_TO_FIRST / 2;
    }
}
