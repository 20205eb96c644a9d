package io.perennial.evaluation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StandardNormalTest {

    /** Tables: Φ(1.959963984540054) = 0.975, Φ(−3) = 0.0013498980316301. */
    @Test
    void hasTheKnownValues() {
        assertThat(StandardNormal.cumulative(0)).isEqualTo(0.5);
        assertThat(StandardNormal.cumulative(-3)).isCloseTo(0.0013498980316301, within(1e-15));
        assertThat(StandardNormal.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-12));
        assertThat(StandardNormal.quantile(0.05)).isCloseTo(-1.6448536269514722, within(1e-12));
        assertThat(StandardNormal.quantile(0)).isLessThan(-7.9);
        assertThat(StandardNormal.cumulative(Double.NaN)).isNaN();
    }
}
