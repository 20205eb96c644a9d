package io.perennial.evaluation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HolmTest {

    private static final Offset<Double> EXACTLY = within(1e-15);

    /** By hand, from the definition; R's p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") gives the same. */
    @Test
    void hasTheKnownAnswer() {
        assertThat(Holm.adjusted(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, EXACTLY);
    }

    @Test
    void staysWithinOneAndLeavesASingleValueAlone() {
        assertThat(Holm.adjusted(new double[] {0.6, 0.7})).containsExactly(1, 1);
        assertThat(Holm.adjusted(new double[] {0.2})).containsExactly(0.2);
        assertThat(Holm.adjusted(new double[0])).isEmpty();
    }
}
