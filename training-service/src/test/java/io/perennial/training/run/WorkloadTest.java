package io.perennial.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perennial.artifact.Recipe;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    private final Workload workload = new Workload(90, 30);

    @Test
    void countsEachEpochsTrainingStepsAndAThirdPerValidationImage() {
        assertThat(workload.of(recipe(Recipe.Trainable.ALL))).isCloseTo(5 * (90 + 10), within(1e-9));
    }

    @Test
    void countsLessWhereNoConvolutionLearns() {
        assertThat(workload.of(recipe(Recipe.Trainable.BATCH_NORM_ONLY))).isCloseTo(5 * (60 + 10), within(1e-9));
    }

    @Test
    void countsFourBackwardPassesPerFisherSampleButNoSampleTwice() {
        assertThat(workload.ofFisher(10)).isCloseTo(10 * (1 / 3.0 + 8 / 3.0), within(1e-9));
        assertThat(workload.ofFisher(2000)).isEqualTo(workload.ofFisher(90));
    }

    private static Recipe recipe(Recipe.Trainable trainable) {
        return new Recipe(trainable, Recipe.Statistics.ORIGINAL, 0, 1, 1e-3, 5, 8, 1);
    }
}
