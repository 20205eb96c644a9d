package io.perennial.evaluation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.mammography.Density;
import io.perennial.mammography.DensityProbabilities;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CalibrationTest {

    private static final DensityProbabilities UNDECIDED = DensityProbabilities.ofLogits(new float[4]);

    @ParameterizedTest
    @MethodSource("recorded")
    void agreesWithScikitLearnAndNumPy(JsonNode known) {
        List<Density> labels = Arrays.stream(KnownAnswers.integers(known.path("labels")))
                .mapToObj(Density::ofRank)
                .toList();
        List<DensityProbabilities> probabilities = StreamSupport.stream(
                        known.path("logits").spliterator(), false)
                .map(row -> DensityProbabilities.ofLogits(logits(row)))
                .toList();

        Calibration calibration = Calibration.of(probabilities, labels);

        assertThat(calibration.brier()).isCloseTo(known.path("brier").asDouble(), within(1e-9));
        assertThat(calibration.expectedError())
                .isCloseTo(known.path("expectedError").asDouble(), within(1e-9));
        assertThat(calibration.bins()).hasSize(known.path("bins").size());
        for (int b = 0; b < calibration.bins().size(); b++) {
            JsonNode bin = known.path("bins").path(b);
            assertThat(calibration.bins().get(b).images())
                    .isEqualTo(bin.path("images").asInt());
            assertThat(calibration.bins().get(b).said())
                    .isCloseTo(bin.path("said").asDouble(), within(1e-9));
            assertThat(calibration.bins().get(b).right())
                    .isCloseTo(bin.path("right").asDouble(), within(1e-9));
        }
    }

    /** By hand: (¾)² + 3 · (¼)² = ¾; on a tie A is read, with probability ¼, rightly in one of two. */
    @Test
    void knowsTheAnswerOfAModelThatKnowsNothing() {
        Calibration calibration = Calibration.of(List.of(UNDECIDED, UNDECIDED), List.of(Density.A, Density.D));

        assertThat(calibration.brier()).isCloseTo(0.75, within(1e-15));
        assertThat(calibration.expectedError()).isCloseTo(0.25, within(1e-15));
        assertThat(calibration.bins()).containsExactly(new Calibration.Bin(2, 0.25, 0.5));
    }

    @Test
    void asksForOneProbabilityALabel() {
        assertThatThrownBy(() -> Calibration.of(List.of(), List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Calibration.of(List.of(UNDECIDED), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<JsonNode> recorded() {
        return KnownAnswers.of("calibrations");
    }

    private static float[] logits(JsonNode row) {
        float[] logits = new float[4];
        for (int k = 0; k < 4; k++) {
            logits[k] = (float) row.path(k).asDouble();
        }
        return logits;
    }
}
