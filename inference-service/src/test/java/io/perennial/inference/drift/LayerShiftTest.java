package io.perennial.inference.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerShiftTest {

    @Test
    void takesTheNoiseOfTheMeanAway() {
        LayerShift shift = new LayerShift(1);
        shift.add(new float[][] {{1}});
        shift.add(new float[][] {{2}});
        shift.add(new float[][] {{3}});

        // mean 2, variance 1: 2² − 1/3
        assertThat(shift.value().orElseThrow()).isCloseTo(4 - 1 / 3.0, within(1e-12));
    }

    @Test
    void countsExamsNotImages() {
        LayerShift once = new LayerShift(2);
        LayerShift fourTimes = new LayerShift(2);
        float[][] exams = {{1, -1}, {2, 0}, {4, 5}};
        for (float[] exam : exams) {
            once.add(new float[][] {exam});
            fourTimes.add(new float[][] {exam, exam, exam, exam});
        }

        assertThat(fourTimes.value()).isEqualTo(once.value());
    }

    @Test
    void leavesOutChannelsOfWhichNothingIsSeen() {
        LayerShift shift = new LayerShift(2);
        shift.add(new float[][] {{Float.NaN, 3}});
        shift.add(new float[][] {{Float.NaN, 3}});

        assertThat(shift.value()).hasValue(9);
    }

    @Test
    void isUndefinedOfOneExamOrNoChannel() {
        LayerShift one = new LayerShift(1);
        one.add(new float[][] {{1}});
        LayerShift none = new LayerShift(1);
        none.add(new float[][] {{Float.NaN}});
        none.add(new float[][] {{Float.NaN}});

        assertThat(one.value()).isEmpty();
        assertThat(none.value()).isEmpty();
    }

    /** Of original data it is 0 in the mean, however few the exams; of shifted data the square of the shift. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, -1})
    void estimatesTheSquareOfTheShiftWithoutBias(double mean) {
        SplittableRandom random = new SplittableRandom(11);
        int windows = 400;
        double sum = 0;
        for (int w = 0; w < windows; w++) {
            LayerShift shift = new LayerShift(8);
            for (int exam = 0; exam < 10; exam++) {
                float[][] z = new float[1][8];
                for (int c = 0; c < 8; c++) {
                    z[0][c] = (float) (mean + random.nextGaussian());
                }
                shift.add(z);
            }
            sum += shift.value().orElseThrow();
        }

        // the standard error is √(2/90 + 4 mean²/10) / √(8 · 400), below 0.012
        assertThat(sum / windows).isCloseTo(mean * mean, within(0.05));
    }
}
