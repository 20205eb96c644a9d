package io.perennial.evaluation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.agreement.ConfusionMatrix;
import io.perennial.agreement.LinearlyWeightedKappa;
import io.perennial.agreement.QuadraticallyWeightedKappa;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinearlyWeightedKappaTest {

    private static final Offset<Double> EXACTLY = within(1e-12);

    private static final ConfusionMatrix KNOWN =
            ConfusionMatrix.of(new int[][] {{44, 16, 0, 0}, {9, 148, 32, 1}, {0, 29, 113, 12}, {0, 0, 8, 26}});

    /** From scikit-learn, statsmodels and by hand. */
    @Test
    void hasTheKnownAnswer() {
        assertThat(LinearlyWeightedKappa.of(KNOWN)).hasValueCloseTo(0.7162395623380362, EXACTLY);
    }

    @Test
    void hasTheKnownStandardError() {
        assertThat(LinearlyWeightedKappa.standardError(KNOWN)).hasValueCloseTo(0.0255236803275679, EXACTLY);
    }

    @Test
    void countsCategoriesThatNobodySaw() {
        // by hand: Σ wO = (1 + 1) · ⅓, n = 6, r = c = (0, 3, 3, 0), Σ wE = 3 · 3 · ⅓ · 2 / 6 = 1
        ConfusionMatrix matrix =
                ConfusionMatrix.of(new int[][] {{0, 0, 0, 0}, {0, 2, 1, 0}, {0, 1, 2, 0}, {0, 0, 0, 0}});

        assertThat(LinearlyWeightedKappa.of(matrix)).hasValueCloseTo(1.0 / 3, EXACTLY);
    }

    @Test
    void isUndefinedWhereAllIsInOneCategory() {
        ConfusionMatrix matrix =
                ConfusionMatrix.of(new int[][] {{0, 0, 0, 0}, {0, 9, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}});

        assertThat(LinearlyWeightedKappa.of(matrix)).isEmpty();
        assertThat(LinearlyWeightedKappa.standardError(matrix)).isEmpty();
        assertThat(QuadraticallyWeightedKappa.of(matrix)).isEmpty();
    }

    @Test
    void isUndefinedWithoutAnyImage() {
        ConfusionMatrix none = ConfusionMatrix.of(new int[4][4]);

        assertThat(LinearlyWeightedKappa.of(none)).isEmpty();
        assertThat(LinearlyWeightedKappa.standardError(none)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void agreesWithScikitLearn(ConfusionMatrix matrix, OptionalDouble linear, OptionalDouble quadratic) {
        assertThat(LinearlyWeightedKappa.of(matrix).isPresent()).isEqualTo(linear.isPresent());
        assertThat(QuadraticallyWeightedKappa.of(matrix).isPresent()).isEqualTo(quadratic.isPresent());
        linear.ifPresent(kappa -> assertThat(LinearlyWeightedKappa.of(matrix)).hasValueCloseTo(kappa, EXACTLY));
        quadratic.ifPresent(
                kappa -> assertThat(QuadraticallyWeightedKappa.of(matrix)).hasValueCloseTo(kappa, EXACTLY));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void isSymmetric(ConfusionMatrix matrix, OptionalDouble linear) {
        int[][] transposed = new int[4][4];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                transposed[j][i] = matrix.rows().get(i).get(j);
            }
        }

        linear.ifPresent(kappa -> assertThat(LinearlyWeightedKappa.of(ConfusionMatrix.of(transposed)))
                .hasValueCloseTo(kappa, EXACTLY));
    }

    static Stream<Object[]> recorded() {
        return KnownAnswers.of("kappas").map(LinearlyWeightedKappaTest::recorded);
    }

    private static Object[] recorded(JsonNode known) {
        int[][] rows = new int[4][];
        for (int i = 0; i < 4; i++) {
            rows[i] = KnownAnswers.integers(known.path("table").path(i));
        }
        return new Object[] {
            ConfusionMatrix.of(rows),
            KnownAnswers.number(known.path("linear")),
            KnownAnswers.number(known.path("quadratic"))
        };
    }
}
