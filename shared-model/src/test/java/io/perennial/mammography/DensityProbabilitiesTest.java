package io.perennial.mammography;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class DensityProbabilitiesTest {

    private static final DensityProbabilities SURELY_B = DensityProbabilities.ofLogits(new float[] {0, 9, 0, 0});
    private static final DensityProbabilities BARELY_C = DensityProbabilities.ofLogits(new float[] {0, 1, 1.1f, 0});

    @Test
    void letsTheDenserBreastDecideTheExam() {
        DensityProbabilities exam = DensityProbabilities.ofExam(
                Map.of(Laterality.L, List.of(SURELY_B, SURELY_B), Laterality.R, List.of(BARELY_C)));

        assertThat(exam.density()).isEqualTo(Density.C);
        assertThat(exam.of(Density.C)).isEqualTo(BARELY_C.of(Density.C));
    }

    @Test
    void takesTheMeanOfABreastsViews() {
        DensityProbabilities exam = DensityProbabilities.ofExam(Map.of(Laterality.L, List.of(SURELY_B, BARELY_C)));

        assertThat(exam.density()).isEqualTo(Density.B);
        assertThat(exam.of(Density.C)).isEqualTo((SURELY_B.of(Density.C) + BARELY_C.of(Density.C)) / 2);
    }

    @Test
    void hasNoExamWithoutABreast() {
        assertThatThrownBy(() -> DensityProbabilities.ofExam(Map.of())).isInstanceOf(NoSuchElementException.class);
    }
}
