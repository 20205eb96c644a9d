package io.perennial.evaluation.statistics;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.inference.ContinuityCorrection;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Wilcoxon's signed-rank test of paired differences, two-sided: reported because the method's paper reports it, never
 * decisive. With thousands of images it finds differences that matter to nobody, and it takes images for independent.
 *
 * <p>Differences of 0 are dropped before ranking (Wilcoxon's own way, SciPy's {@code zero_method="wilcox"}), ties share the
 * mean of their ranks. Exact up to 50 differences without ties and zeros, otherwise the normal approximation with tie
 * correction and without continuity correction, as SciPy's default is.
 *
 * @param pairs differences, zeros included
 * @param zeros those that were dropped
 * @param positiveRanks W⁺, the sum of the ranks of positive differences
 * @param p two-sided
 * @see <a href="https://doi.org/10.2307/3001968">Wilcoxon 1945, Individual Comparisons by Ranking Methods</a>
 */
public record WilcoxonSignedRank(int pairs, int zeros, double positiveRanks, double p) {

    private static final WilcoxonSignedRankTest TEST =
            WilcoxonSignedRankTest.withDefaults().with(ContinuityCorrection.DISABLED);

    /** Tests differences, all finite; empty if none of them is other than 0. */
    public static Optional<WilcoxonSignedRank> of(double[] differences) {
        double[] moved = Arrays.stream(differences).filter(d -> d != 0).toArray();
        if (moved.length == 0) {
            return Optional.empty();
        }
        WilcoxonSignedRankTest.Result result = TEST.test(moved);
        return Optional.of(new WilcoxonSignedRank(
                differences.length, differences.length - moved.length, result.getStatistic(), result.getPValue()));
    }
}
