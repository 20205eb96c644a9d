package io.perennial.evaluation.spending;

import java.util.List;

/**
 * Divides one chance of error α among all the times that a domain's test images decide. Of at most K looks, the k-th may err
 * with
 *
 * <pre>αₖ = γₖ α + Rₖ₋₁ αₖ₋₁,   γₖ = (K + 1) / (K k (k + 1)),   Σ γₖ = 1</pre>
 *
 * where Rₖ₋₁ is 1 if the look before showed what it was to show, else 0. So the first look has about half of α; a look that
 * showed it hands its share on, and one that did not has spent it. The chance that any look of a test set's life lets a
 * candidate through that has lost the margin is at most α, whatever the looks have to do with each other – as long as each
 * candidate was made and selected without these images, which the seal sees to.
 *
 * @see <a href="https://doi.org/10.1177/0962280220983381">Tian, Ramdas 2021, Online control of the familywise error rate</a>
 */
public final class OnlineFallback {

    private final double alpha;
    private final int budget;

    /**
     * Of the whole chance of error and the number of looks it must do for.
     *
     * @param alpha between 0 and 0.5
     * @param budget K, 1 or more
     */
    public OnlineFallback(double alpha, int budget) {
        if (!(alpha > 0 && alpha < 0.5) || budget < 1) {
            throw new IllegalArgumentException("α = " + alpha + " over " + budget + " looks cannot be spent");
        }
        this.alpha = alpha;
        this.budget = budget;
    }

    /**
     * What the next look may spend.
     *
     * @param before the looks before it, oldest first; those without a bound count against the number alone
     */
    public Allowance next(List<Spent> before) {
        if (before.size() >= budget) {
            return new Allowance(before.size(), budget, 0);
        }
        List<Spent> tests = before.stream().filter(look -> look.alpha() > 0).toList();
        int k = tests.size() + 1;
        double share = alpha * (budget + 1) / ((double) budget * k * (k + 1)); // γₖ α
        double handedOn = tests.isEmpty() ? 0 : tests.get(tests.size() - 1).handsOn(); // Rₖ₋₁ αₖ₋₁
        return new Allowance(before.size(), budget, share + handedOn);
    }

    /**
     * A look that was taken.
     *
     * @param alpha what it spent; 0 if nothing was decided by a bound
     * @param shown whether it showed what it was to show
     */
    public record Spent(double alpha, boolean shown) {
        private double handsOn() {
            return shown ? alpha : 0;
        }
    }
}
