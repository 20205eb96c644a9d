package io.perennial.evaluation.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's correction for looking at many comparisons at once. With p₍₁₎ ≤ … ≤ p₍ₘ₎:
 *
 * <pre>p̃₍ᵢ₎ = min(1, max over j ≤ i of (m − j + 1) p₍ⱼ₎)</pre>
 *
 * Whatever depends on what, the chance that any true "no difference" gets p̃ ≤ α is at most α.
 *
 * @see <a href="https://www.jstor.org/stable/4615733">Holm 1979, A simple sequentially rejective multiple test procedure</a>
 */
public final class Holm {

    private Holm() {}

    /** The adjusted values, in the order of the given ones, each between 0 and 1. */
    public static double[] adjusted(double[] p) {
        int[] ascending = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int j = 0; j < p.length; j++) {
            largest = Math.max(largest, (p.length - j) * p[ascending[j]]);
            adjusted[ascending[j]] = Math.min(1, largest);
        }
        return adjusted;
    }
}
