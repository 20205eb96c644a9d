package io.perennial.inference.reading.uncertainty;

import static io.perennial.inference.testing.TestReadings.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.perennial.inference.swap.LayerInput;
import io.perennial.inference.testing.TestReadings;
import io.perennial.mammography.View;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UncertaintyTest {

    @Test
    void countsEntropyInBits() {
        assertThat(entropy(0, 1, 0, 0)).isCloseTo(0, within(1e-9));
        assertThat(entropy(0, 0.5, 0.5, 0)).isCloseTo(1, within(1e-6));
        assertThat(entropy(0.25, 0.25, 0.25, 0.25)).isCloseTo(2, within(1e-6));
        // scipy.stats.entropy([.1, .2, .6, .1], base=2)
        assertThat(entropy(0.1, 0.2, 0.6, 0.1)).isCloseTo(1.5709505944546684, within(1e-6));
    }

    @Test
    void doubtsProbabilitiesThatAreSpread() {
        assertThat(TestReadings.of(view(View.LCC, 0, 0.5, 0.5, 0)).uncertainty().doubts())
                .isEmpty();
        assertThat(TestReadings.of(view(View.LCC, 0.3, 0.3, 0.2, 0.2))
                        .uncertainty()
                        .doubts())
                .containsExactly(Doubt.ENTROPY);
    }

    @Test
    void comparesTheViewsOfABreastAlone() {
        Uncertainty breasts = TestReadings.of(view(View.LCC, 1, 0, 0, 0), view(View.RMLO, 0, 0, 0, 1))
                .uncertainty();

        assertThat(breasts.disagreement()).isEmpty();
        assertThat(breasts.uncertain()).isFalse();
    }

    @Test
    void doubtsViewsTwoCategoriesApart() {
        Uncertainty views = TestReadings.of(view(View.LCC, 0.4, 0.3, 0.3, 0), view(View.LMLO, 0.3, 0.3, 0.4, 0))
                .uncertainty();

        assertThat(views.disagreement()).hasValueSatisfying(apart -> {
            assertThat(apart.categoriesApart()).isEqualTo(2);
            assertThat(apart.totalVariation()).isCloseTo(0.1, within(1e-6)); // (0.1 + 0 + 0.1 + 0) / 2
        });
        assertThat(views.doubts()).contains(Doubt.VIEWS_DISAGREE);
    }

    @Test
    void doubtsViewsOfNeighbouringCategoriesThatHaveLittleInCommon() {
        Uncertainty views = TestReadings.of(
                        view(View.RCC, 0, 0.9, 0.1, 0),
                        view(View.RMLO, 0, 0.2, 0.8, 0),
                        view(View.LCC, 0, 0, 1, 0),
                        view(View.LMLO, 0, 0, 1, 0))
                .uncertainty();

        assertThat(views.disagreement()).hasValueSatisfying(apart -> {
            assertThat(apart.categoriesApart()).isEqualTo(1);
            assertThat(apart.totalVariation()).isCloseTo(0.7, within(1e-6));
        });
        assertThat(views.doubts()).containsExactly(Doubt.VIEWS_DISAGREE);
    }

    @Test
    void doubtsTheStrangestImage() {
        Uncertainty exam = TestReadings.of(view(0.5, View.LCC, 0, 0, 1, 0), view(5.0, View.RCC, 0, 0, 1, 0))
                .uncertainty();

        assertThat(exam.outOfDistribution()).hasValue(5.0);
        assertThat(exam.doubts()).containsExactly(Doubt.OUT_OF_DISTRIBUTION);
    }

    @Test
    void scoresAnImageByTheMeanSquareOfItsChannels() {
        List<LayerInput> layers = List.of(
                new LayerInput("bn1", new float[][] {{1, -2}, {0, Float.NaN}}),
                new LayerInput("layer1.0.bn1", new float[][] {{3}, {2}}));

        assertThat(Strangeness.of(layers, 2)).containsExactly(OptionalDouble.of(14 / 3.0), OptionalDouble.of(2));
    }

    @Test
    void scoresNothingWhereNothingIsWatched() {
        assertThat(Strangeness.of(List.of(), 1)).containsExactly(OptionalDouble.empty());
        assertThat(Strangeness.of(List.of(new LayerInput("bn1", new float[][] {{Float.NaN}})), 1))
                .containsExactly(OptionalDouble.empty());
    }

    @Test
    void scoresWithinWhatJsonCanSay() {
        assertThat(Strangeness.of(List.of(new LayerInput("bn1", new float[][] {{Float.POSITIVE_INFINITY}})), 1))
                .containsExactly(OptionalDouble.of(1e6));
    }

    /** Running variance is that of all positions of all images; z is made of the images' means: their mean square is below 1. */
    @Test
    void scoresTheImagesOfTheStatisticsThemselvesBelowOne() {
        SplittableRandom random = new SplittableRandom(1);
        int images = 400;
        int positions = 50;
        float[][] z = new float[images][1];
        double[] all = new double[images * positions];
        for (int i = 0; i < images; i++) {
            double kind = random.nextDouble();
            for (int k = 0; k < positions; k++) {
                all[i * positions + k] = kind + random.nextDouble();
            }
        }
        double mean = Arrays.stream(all).average().orElseThrow();
        double variance =
                Arrays.stream(all).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
        for (int i = 0; i < images; i++) {
            double own = Arrays.stream(all, i * positions, (i + 1) * positions)
                    .average()
                    .orElseThrow();
            z[i][0] = (float) ((own - mean) / Math.sqrt(variance));
        }

        double score = Strangeness.of(List.of(new LayerInput("bn1", z)), images).stream()
                .mapToDouble(OptionalDouble::getAsDouble)
                .average()
                .orElseThrow();

        // kinds and positions are uniform alike: half of the variance is between images
        assertThat(score).isCloseTo(0.5, within(0.05)).isLessThan(1);
    }

    @Test
    void refusesThresholdsThatJudgeNothing() {
        assertThatThrownBy(() -> new Thresholds(2.1, 2, 0.5, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Thresholds(1.5, 4, 0.5, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Thresholds(1.5, 2, Double.NaN, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Thresholds(1.5, 2, 0.5, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static double entropy(double... probabilities) {
        return TestReadings.of(view(View.LCC, probabilities)).uncertainty().entropy();
    }
}
