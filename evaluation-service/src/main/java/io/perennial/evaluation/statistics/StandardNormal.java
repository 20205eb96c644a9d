package io.perennial.evaluation.statistics;

/** The normal distribution of mean 0 and variance 1. */
final class StandardNormal {

    private static final double LOG_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);
    private static final double FAR = 8; // beyond it, Φ is 0 or 1 to 1e-15

    private StandardNormal() {}

    /**
     * Φ(x) = ½ + φ(x)(x + x³/3 + x⁵/(3·5) + …), to about 1e-15 absolute; NaN for NaN.
     *
     * @see <a href="https://doi.org/10.18637/jss.v011.i04">Marsaglia 2004, Evaluating the Normal Distribution</a>
     */
    static double cumulative(double x) {
        if (Math.abs(x) > FAR) {
            return x > 0 ? 1 : 0;
        }
        double sum = x;
        double term = x;
        for (int odd = 3; sum + term != sum && !Double.isNaN(sum); odd += 2) {
            term *= x * x / odd;
            sum += term;
        }
        return 0.5 + sum * Math.exp(-x * x / 2 - LOG_SQRT_2PI);
    }

    /** Φ⁻¹(p) by bisection, to 1e-14; ±8 beyond Φ(±8). */
    static double quantile(double p) {
        double low = -FAR;
        double high = FAR;
        while (high - low > 1e-14) {
            double middle = (low + high) / 2;
            if (middle == low || middle == high) {
                break;
            }
            if (cumulative(middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
