package io.perennial.inference.reading;

import static io.perennial.inference.testing.TestReadings.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perennial.inference.testing.TestReadings;
import io.perennial.mammography.Density;
import io.perennial.mammography.View;
import org.junit.jupiter.api.Test;

class ReadingTest {

    @Test
    void ofOneImageIsThatImages() {
        Reading reading = TestReadings.of(view(View.RMLO, 0.1, 0.2, 0.6, 0.1));

        assertThat(reading.probabilities().density()).isEqualTo(Density.C);
        assertThat(reading.probabilities().of(Density.C)).isCloseTo(0.6, within(1e-6));
    }

    @Test
    void averagesTheViewsOfABreast() {
        Reading reading = TestReadings.of(view(View.LCC, 0.1, 0.5, 0.4, 0.0), view(View.LMLO, 0.1, 0.1, 0.8, 0.0));

        assertThat(reading.probabilities().density()).isEqualTo(Density.C);
        assertThat(reading.probabilities().of(Density.B)).isCloseTo(0.3, within(1e-6));
        assertThat(reading.probabilities().of(Density.C)).isCloseTo(0.6, within(1e-6));
    }

    @Test
    void letsTheDenserBreastDecideHoweverSureTheOtherIs() {
        Reading reading = TestReadings.of(
                view(View.LCC, 0.0, 1.0, 0.0, 0.0),
                view(View.LMLO, 0.0, 1.0, 0.0, 0.0),
                view(View.RCC, 0.0, 0.4, 0.6, 0.0));

        assertThat(reading.probabilities().density()).isEqualTo(Density.C);
        assertThat(reading.probabilities().of(Density.C)).isCloseTo(0.6, within(1e-6));
    }

    @Test
    void takesTheHigherExpectedRankOfTwoBreastsOfOneCategory() {
        Reading reading = TestReadings.of(view(View.LCC, 0.3, 0.7, 0.0, 0.0), view(View.RCC, 0.0, 0.7, 0.3, 0.0));

        assertThat(reading.probabilities().of(Density.C)).isCloseTo(0.3, within(1e-6));
    }
}
