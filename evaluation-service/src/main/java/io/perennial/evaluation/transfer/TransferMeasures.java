package io.perennial.evaluation.transfer;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Figures of a sequence of tasks after Lopez-Paz and Ranzato (2017), "Gradient Episodic Memory for Continual Learning",
 * arXiv 1706.08840, section 2, with linear kappa where they have accuracy. {@code r} is their R, (T, T): {@code r[i][j]} is
 * the kappa on task j of the model that was approved with task i; empty where it was not read or is undefined.
 */
final class TransferMeasures {

    private TransferMeasures() {}

    /**
     * Backward transfer, BWT = 1/(T − 1) Σ_{i<T} (R_{T,i} − R_{i,i}): how the earlier tasks are read now, against when each was
     * learned. Below 0 something is forgotten. Undefined for a single task, and if any of its readings is missing: a mean of
     * what happens to be there would be another figure.
     */
    static OptionalDouble backward(List<List<OptionalDouble>> r) {
        int last = r.size() - 1;
        double sum = 0;
        for (int i = 0; i < last; i++) {
            sum += r.get(last).get(i).orElse(Double.NaN) - r.get(i).get(i).orElse(Double.NaN);
        }
        return mean(sum, last);
    }

    /**
     * Forward transfer, FWT = 1/(T − 1) Σ_{i≥2} (R_{i−1,i} − b̄_i): how each task was read before anything was learned from it,
     * against a model that knows nothing. That model's kappa is taken as b̄_i = 0, for kappa is corrected for chance; none
     * was read. Undefined as {@link #backward} is.
     */
    static OptionalDouble forward(List<List<OptionalDouble>> r) {
        double sum = 0;
        for (int i = 1; i < r.size(); i++) {
            sum += r.get(i - 1).get(i).orElse(Double.NaN);
        }
        return mean(sum, r.size() - 1);
    }

    private static OptionalDouble mean(double sum, int count) {
        return count < 1 || Double.isNaN(sum) ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }
}
