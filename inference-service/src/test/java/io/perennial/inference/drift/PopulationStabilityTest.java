package io.perennial.inference.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perennial.mammography.Density;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PopulationStabilityTest {

    @Test
    void isZeroBetweenTheSameShares() {
        assertThat(PopulationStability.between(counts(10, 40, 40, 10), counts(10, 40, 40, 10)))
                .isZero();
    }

    @Test
    void sumsShareDifferencesTimesLogRatios() {
        Map<Density, Integer> p = counts(19, 29, 29, 19);
        Map<Density, Integer> q = counts(9, 39, 39, 9);
        // half an exam makes them 19.5 / 98, 29.5 / 98 against 9.5 / 98, 39.5 / 98
        double expected = 2 * (10.0 / 98) * Math.log(19.5 / 9.5) + 2 * (-10.0 / 98) * Math.log(29.5 / 39.5);

        assertThat(PopulationStability.between(p, q)).isCloseTo(expected, within(1e-12));
        assertThat(PopulationStability.between(q, p)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void staysFiniteWhereACategoryIsNotSeen() {
        assertThat(PopulationStability.between(counts(0, 0, 0, 200), counts(50, 50, 50, 50)))
                .isFinite()
                .isGreaterThan(1);
        assertThat(PopulationStability.between(Map.of(), Map.of())).isZero();
    }

    /** Yurdakul 2018: without drift PSI · nm / (n + m) is about χ² with 3 degrees of freedom, so its mean is 3 (1/n + 1/m). */
    @Test
    void isAsLargeByChanceAsTheorySays() {
        SplittableRandom random = new SplittableRandom(7);
        int windows = 2000;
        double sum = 0;
        int suspicious = 0;
        for (int i = 0; i < windows; i++) {
            double psi = PopulationStability.between(drawn(random), drawn(random));
            sum += psi;
            suspicious += psi >= 0.25 ? 1 : 0;
        }

        assertThat(sum / windows).isCloseTo(0.03, within(0.003));
        assertThat(suspicious).isZero(); // expected 0.03 of 2000
    }

    private static Map<Density, Integer> drawn(SplittableRandom random) {
        int[] counts = new int[4];
        for (int i = 0; i < 200; i++) {
            double u = random.nextDouble();
            counts[u < 0.1 ? 0 : u < 0.5 ? 1 : u < 0.9 ? 2 : 3]++;
        }
        return counts(counts[0], counts[1], counts[2], counts[3]);
    }

    private static Map<Density, Integer> counts(int a, int b, int c, int d) {
        Map<Density, Integer> counts = new EnumMap<>(Density.class);
        counts.put(Density.A, a);
        counts.put(Density.B, b);
        counts.put(Density.C, c);
        counts.put(Density.D, d);
        return counts;
    }
}
