package io.perennial.evaluation.spending;

/**
 * What one look at a domain's test images may spend.
 *
 * @param before looks that were taken before
 * @param budget looks the plan allows in all
 * @param alpha the chance that this look shows what is not so; 0 if the budget is spent
 */
public record Allowance(int before, int budget, double alpha) {

    /** Whether no look is left. NaN is none. */
    public boolean isSpent() {
        return before >= budget || !(alpha > 0);
    }

    /** The confidence that each one-sided bound must have. */
    public double confidence() {
        return 1 - alpha;
    }
}
