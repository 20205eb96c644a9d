package io.perennial.inference.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perennial.agreement.ConfusionMatrix;
import io.perennial.artifact.Digest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Digest SERVING = Digest.of(new byte[] {1});
    private static final Digest SHADOW = Digest.of(new byte[] {2});

    @Test
    void saysHowOftenAndHowFarTwoModelsDiffer() {
        int[][] readings = {{44, 16, 0, 0}, {9, 148, 32, 1}, {0, 29, 113, 12}, {0, 0, 8, 26}};

        Comparison comparison = comparison(readings);

        assertThat(comparison.exams()).isEqualTo(438);
        assertThat(comparison.flips()).isEqualTo(107);
        assertThat(comparison.agreement()).hasValue(331 / 438.0);
        // scikit-learn's and statsmodels' linearly weighted kappa of this table
        assertThat(comparison.kappa().orElseThrow()).isCloseTo(0.7162395623380362, within(1e-12));
    }

    @Test
    void leavesUndefinedWhatNoExamDefines() {
        Comparison none = comparison(new int[4][4]);
        Comparison oneCategory = comparison(new int[][] {{0, 0, 0, 0}, {0, 7, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}});

        assertThat(none.agreement()).isEmpty();
        assertThat(none.kappa()).isEmpty();
        assertThat(oneCategory.agreement()).hasValue(1);
        assertThat(oneCategory.kappa()).isEmpty();
    }

    private static Comparison comparison(int[][] readings) {
        return new Comparison(SERVING, SHADOW, ConfusionMatrix.of(readings), 0, 0, Instant.EPOCH);
    }
}
