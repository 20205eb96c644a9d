package io.perennial.agreement;

import static io.perennial.agreement.ConfusionMatrix.CELLS;

import io.perennial.mammography.Density;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;

/**
 * Cohen's weighted kappa over four categories, always all four, seen or not:
 *
 * <pre>κ = 1 − Σ wᵢⱼ Oᵢⱼ / Σ wᵢⱼ Eᵢⱼ,   Eᵢⱼ = rᵢ cⱼ / n</pre>
 *
 * with O the counts, r and c their row and column sums, n their total and w the disagreement weights (0 on the diagonal).
 * Undefined where Σ wᵢⱼ Eᵢⱼ = 0: no image, or every label and every reading in one category.
 *
 * @see <a href="https://doi.org/10.1037/h0026256">Cohen 1968, Weighted kappa</a>
 */
final class WeightedKappa {

    private static final int K = Density.CATEGORIES;

    private final double[] w = new double[CELLS];

    /** Of the disagreement for a distance of 0 to 3 categories. */
    WeightedKappa(IntToDoubleFunction weight) {
        for (int i = 0; i < K; i++) {
            for (int j = 0; j < K; j++) {
                w[K * i + j] = weight.applyAsDouble(Math.abs(i - j));
            }
        }
    }

    OptionalDouble of(ConfusionMatrix matrix) {
        double kappa = ofCells(matrix.cells(), 0);
        return Double.isNaN(kappa) ? OptionalDouble.empty() : OptionalDouble.of(kappa);
    }

    /** Kappa of the sixteen counts from {@code offset} on; NaN where undefined, for the bootstrap's inner loop. */
    double ofCells(int[] cells, int offset) {
        double n = 0;
        double observed = 0; // Σ w O
        double[] r = new double[K];
        double[] c = new double[K];
        for (int i = 0; i < K; i++) {
            for (int j = 0; j < K; j++) {
                int o = cells[offset + K * i + j];
                n += o;
                r[i] += o;
                c[j] += o;
                observed += w[K * i + j] * o;
            }
        }
        double expected = 0; // n Σ w E
        for (int i = 0; i < K; i++) {
            for (int j = 0; j < K; j++) {
                expected += w[K * i + j] * r[i] * c[j];
            }
        }
        return expected > 0 ? 1 - observed * n / expected : Double.NaN;
    }

    /**
     * The large-sample standard error of κ for independent images, with agreement weights v = 1 − w, cell shares p, margins
     * pᵢ. and p.ⱼ, vᵢ. = Σⱼ vᵢⱼ p.ⱼ and v.ⱼ = Σᵢ vᵢⱼ pᵢ.:
     *
     * <pre>var = [ Σ pᵢⱼ (vᵢⱼ(1 − pₑ) − (vᵢ. + v.ⱼ)(1 − pₒ))² − (pₒpₑ − 2pₑ + pₒ)² ] / (n (1 − pₑ)⁴)</pre>
     *
     * Undefined where κ is. Images of one patient are not independent, so this is a cross-check, never a decision.
     *
     * @see <a href="https://doi.org/10.1037/h0028106">Fleiss, Cohen, Everitt 1969, Large sample standard errors of kappa and
     *     weighted kappa</a>
     */
    OptionalDouble standardError(ConfusionMatrix matrix) {
        int[] cells = matrix.cells();
        double n = matrix.total();
        double[] row = new double[K]; // pᵢ.
        double[] column = new double[K]; // p.ⱼ
        for (int cell = 0; cell < CELLS; cell++) {
            row[cell / K] += cells[cell] / n;
            column[cell % K] += cells[cell] / n;
        }
        double[] rowMean = new double[K]; // vᵢ.
        double[] columnMean = new double[K]; // v.ⱼ
        double po = 0;
        double pe = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            double v = 1 - w[cell];
            rowMean[cell / K] += v * column[cell % K];
            columnMean[cell % K] += v * row[cell / K];
            po += v * cells[cell] / n;
            pe += v * row[cell / K] * column[cell % K];
        }
        if (!(pe < 1)) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            double v = 1 - w[cell];
            double term = v * (1 - pe) - (rowMean[cell / K] + columnMean[cell % K]) * (1 - po);
            sum += cells[cell] / n * term * term;
        }
        double centre = po * pe - 2 * pe + po;
        double variance = (sum - centre * centre) / (n * Math.pow(1 - pe, 4));
        return OptionalDouble.of(Math.sqrt(Math.max(0, variance))); // rounding can leave −1e-19 at perfect agreement
    }
}
