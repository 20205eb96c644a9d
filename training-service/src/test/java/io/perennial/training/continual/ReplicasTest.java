package io.perennial.training.continual;

import static io.perennial.training.continual.TrainedBaseline.SPEC;
import static io.perennial.training.continual.TrainedBaseline.distance;
import static io.perennial.training.continual.TrainedBaseline.recipe;
import static io.perennial.training.continual.TrainedBaseline.with;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.perennial.artifact.Recipe;
import io.perennial.artifact.Recipe.Method;
import io.perennial.artifact.Recipe.Statistics;
import io.perennial.artifact.Recipe.Trainable;
import io.perennial.network.Precision;
import io.perennial.network.Weights;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data parallelism, the processor standing in for several devices: that GPUs do the same is not shown here. */
class ReplicasTest {

    private static TrainedBaseline trained;

    @BeforeAll
    static void trainABaseline(@TempDir Path directory) throws Exception {
        trained = TrainedBaseline.in(directory);
    }

    @AfterAll
    static void close() {
        trained.close();
    }

    private static Weights fineTuneOn(int devices, Recipe recipe) throws Exception {
        Compute shared = new Compute(Collections.nCopies(devices, Device.cpu()), 1, Precision.FLOAT32);
        try (Learner learner = new Learner(SPEC, shared)) {
            return trained.fineTune(learner, recipe);
        }
    }

    /** 3 and 5 divide no minibatch of 8 evenly; 11 devices leave some without an image. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 11})
    void learnsTheSameOnSeveralDevicesAsOnOne(int devices) throws Exception {
        Recipe recipe = recipe(Trainable.ALL, Statistics.ORIGINAL, 3, 1e-3);
        try (Weights one = trained.fineTune(recipe);
                Weights several = fineTuneOn(devices, recipe)) {
            assertThat(distance(one, several)).isLessThan(1e-3 * distance(one, trained.weights()));
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void knowsEveryMethod(Method method) throws Exception {
        try (Weights one = trained.fineTune(with(method, 1));
                Weights two = fineTuneOn(2, with(method, 1))) {
            assertThat(distance(one, two)).isLessThan(1e-3 * distance(one, trained.weights()));
        }
    }

    @Test
    void givesTheSameWeightsForTheSameSeed() throws Exception {
        Recipe recipe = recipe(Trainable.ALL, Statistics.TARGET, 0, 1e-3);
        try (Weights once = fineTuneOn(2, recipe);
                Weights again = fineTuneOn(2, recipe)) {
            assertThat(again.encode()).isEqualTo(once.encode());
        }
    }
}
