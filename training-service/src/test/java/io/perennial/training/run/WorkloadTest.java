package io.perennial.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perennial.artifact.Augmentation;
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
    void countsFourBackwardPassesPerFisherSample() {
        assertThat(Workload.ofFisher(10)).isCloseTo(10 * (1 / 3.0 + 8 / 3.0), within(1e-9));
    }

    @Test
    void countsTheFisherInformationThatMergingEndsWith() {
        Recipe merging = new Recipe(
                Recipe.Method.FISHER_MERGING,
                Recipe.Trainable.ALL,
                Recipe.Statistics.ORIGINAL,
                1,
                1,
                1e-3,
                Recipe.Schedule.COSINE,
                5,
                20,
                8,
                Augmentation.MIRRORED_AND_SHIFTED,
                1);

        assertThat(workload.ofConclusion(merging)).isEqualTo(Workload.ofFisher(90));
        assertThat(workload.ofConclusion(recipe(Recipe.Trainable.ALL))).isZero();
    }

    private static Recipe recipe(Recipe.Trainable trainable) {
        return new Recipe(trainable, Recipe.Statistics.ORIGINAL, 0, 1, 1e-3, 5, 8, 1);
    }
}
