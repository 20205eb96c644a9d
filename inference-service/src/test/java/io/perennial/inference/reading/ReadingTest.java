package io.perennial.inference.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perennial.artifact.Digest;
import io.perennial.inference.swap.ServingModel;
import io.perennial.mammography.Density;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.mammography.View;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingTest {

    private static final ServingModel MODEL =
            new ServingModel("line", 1, Digest.of(new byte[0]), "demo", 32, Instant.EPOCH);

    @Test
    void ofOneImageIsThatImages() {
        Reading reading = Reading.of(MODEL, List.of(view(View.RMLO, 0.1, 0.2, 0.6, 0.1)));

        assertThat(reading.probabilities().density()).isEqualTo(Density.C);
        assertThat(reading.probabilities().of(Density.C)).isCloseTo(0.6, within(1e-6));
    }

    @Test
    void averagesTheViewsOfABreast() {
        Reading reading =
                Reading.of(MODEL, List.of(view(View.LCC, 0.1, 0.5, 0.4, 0.0), view(View.LMLO, 0.1, 0.1, 0.8, 0.0)));

        assertThat(reading.probabilities().density()).isEqualTo(Density.C);
        assertThat(reading.probabilities().of(Density.B)).isCloseTo(0.3, within(1e-6));
        assertThat(reading.probabilities().of(Density.C)).isCloseTo(0.6, within(1e-6));
    }

    @Test
    void letsTheDenserBreastDecideHoweverSureTheOtherIs() {
        Reading reading = Reading.of(
                MODEL,
                List.of(
                        view(View.LCC, 0.0, 1.0, 0.0, 0.0),
                        view(View.LMLO, 0.0, 1.0, 0.0, 0.0),
                        view(View.RCC, 0.0, 0.4, 0.6, 0.0)));

        assertThat(reading.probabilities().density()).isEqualTo(Density.C);
        assertThat(reading.probabilities().of(Density.C)).isCloseTo(0.6, within(1e-6));
    }

    @Test
    void takesTheHigherExpectedRankOfTwoBreastsOfOneCategory() {
        Reading reading =
                Reading.of(MODEL, List.of(view(View.LCC, 0.3, 0.7, 0.0, 0.0), view(View.RCC, 0.0, 0.7, 0.3, 0.0)));

        assertThat(reading.probabilities().of(Density.C)).isCloseTo(0.3, within(1e-6));
    }

    private static ViewReading view(View view, double... probabilities) {
        float[] logits = new float[probabilities.length];
        for (int k = 0; k < logits.length; k++) {
            logits[k] = (float) Math.log(Math.max(probabilities[k], 1e-12)); // softmax gives them back
        }
        return new ViewReading(view, DensityProbabilities.ofLogits(logits));
    }
}
