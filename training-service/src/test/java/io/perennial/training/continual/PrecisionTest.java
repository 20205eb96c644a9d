package io.perennial.training.continual;

import static io.perennial.training.continual.TrainedBaseline.SPEC;
import static io.perennial.training.continual.TrainedBaseline.distance;
import static io.perennial.training.continual.TrainedBaseline.recipe;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.perennial.artifact.Recipe;
import io.perennial.artifact.Recipe.Statistics;
import io.perennial.artifact.Recipe.Trainable;
import io.perennial.network.Precision;
import io.perennial.network.Weights;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training in bfloat16: rounding moves the weights, a little. What it does to kappas the experiment's tests show. */
class PrecisionTest {

    @Test
    void endsNearerToFloat32ThanAnotherSeedDoes(@TempDir Path directory) throws Exception {
        Recipe recipe = recipe(Trainable.ALL, Statistics.ORIGINAL, 1, 1e-3);
        Recipe otherSeed = new Recipe(Trainable.ALL, Statistics.ORIGINAL, 1, 1, 1e-3, 2, 8, 8);
        Compute rounding = new Compute(List.of(Device.cpu()), 1, Precision.BFLOAT16);
        try (TrainedBaseline trained = TrainedBaseline.in(directory);
                Learner rounded = new Learner(SPEC, rounding);
                Weights exact = trained.fineTune(recipe);
                Weights other = trained.fineTune(otherSeed);
                Weights bfloat = trained.fineTune(rounded, recipe)) {
            assertThat(distance(exact, bfloat)).isPositive().isLessThan(distance(exact, other));
            assertThat(bfloat.statisticsDigest()).isEqualTo(trained.weights().statisticsDigest());
        }
    }
}
