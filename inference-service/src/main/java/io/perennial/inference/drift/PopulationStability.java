package io.perennial.inference.drift;

import io.perennial.mammography.Density;
import java.util.Map;

/**
 * How far a distribution over the four categories has moved from another one:
 *
 * <pre>PSI = Σₖ (pₖ − qₖ) ln(pₖ / qₖ)</pre>
 *
 * with p and q the shares of the n and m exams, each category counted half an exam more so that an empty one has a logarithm.
 * It is Jeffreys' divergence; below 0.1 is taken for no, from 0.25 on for a significant shift (Siddiqi 2006, Credit Risk
 * Scorecards). Without drift PSI · nm/(n + m) is about χ² with 3 degrees of freedom (Yurdakul 2018): with n = m = 200 its mean is
 * 0.03, and chance alone reaches 0.25 in 1 window of 65 000.
 */
final class PopulationStability {

    private static final double HALF = 0.5;

    private PopulationStability() {}

    /** Of two counts of exams per category; absent categories count 0. */
    static double between(Map<Density, Integer> counts, Map<Density, Integer> reference) {
        double n = total(counts);
        double m = total(reference);
        double psi = 0;
        for (Density density : Density.values()) {
            double p = (counts.getOrDefault(density, 0) + HALF) / n;
            double q = (reference.getOrDefault(density, 0) + HALF) / m;
            psi += (p - q) * Math.log(p / q);
        }
        return psi;
    }

    private static double total(Map<Density, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum() + HALF * Density.CATEGORIES;
    }
}
