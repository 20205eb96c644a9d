package io.perennial.training.continual;

import static io.perennial.training.continual.TrainedBaseline.SPEC;
import static io.perennial.training.continual.TrainedBaseline.distance;
import static io.perennial.training.continual.TrainedBaseline.recipe;
import static io.perennial.training.continual.TrainedBaseline.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.perennial.artifact.Augmentation;
import io.perennial.artifact.Recipe;
import io.perennial.artifact.Recipe.Method;
import io.perennial.artifact.Recipe.Schedule;
import io.perennial.artifact.Recipe.Statistics;
import io.perennial.artifact.Recipe.Trainable;
import io.perennial.mammography.Density;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.network.Classifier;
import io.perennial.network.Network;
import io.perennial.network.Normalisation;
import io.perennial.network.TensorSpec;
import io.perennial.network.Weights;
import io.perennial.training.SyntheticCohort;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The laws of learning under frozen statistics, on a small network and a real run. */
class LearnerTest {

    private static TrainedBaseline trained;

    @BeforeAll
    static void trainABaseline(@TempDir Path directory) throws Exception {
        trained = TrainedBaseline.in(directory);
    }

    @AfterAll
    static void close() {
        trained.close();
    }

    @Test
    void leavesTheOriginalStatisticsAsTheyAre() throws Exception {
        try (Weights all = trained.fineTune(recipe(Trainable.ALL, Statistics.ORIGINAL, 0, 1e-3));
                Weights batchNorm =
                        trained.fineTune(recipe(Trainable.BATCH_NORM_ONLY, Statistics.ORIGINAL, 10, 1e-3))) {
            assertThat(all.statisticsDigest()).isEqualTo(trained.weights().statisticsDigest());
            assertThat(batchNorm.statisticsDigest()).isEqualTo(trained.weights().statisticsDigest());
        }
    }

    @Test
    void movesTheStatisticsWhenTheTargetsNormalise() throws Exception {
        try (Weights conventional = trained.fineTune(recipe(Trainable.ALL, Statistics.TARGET, 0, 1e-3))) {
            assertThat(conventional.statisticsDigest())
                    .isNotEqualTo(trained.weights().statisticsDigest());
        }
    }

    @Test
    void movesOnlyWhatTheRecipeNames() throws Exception {
        try (Weights tuned = trained.fineTune(recipe(Trainable.BATCH_NORM_ONLY, Statistics.ORIGINAL, 0, 1e-3))) {
            for (TensorSpec parameter : SPEC.parameters()) {
                boolean moved = distance(tuned, trained.weights(), parameter.name()) > 0;
                assertThat(moved).as(parameter.name()).isEqualTo(parameter.isBatchNorm());
            }
        }
    }

    @Test
    void givesTheSameWeightsForTheSameSeed() throws Exception {
        Recipe recipe = recipe(Trainable.ALL, Statistics.ORIGINAL, 3, 1e-3);
        try (Weights once = trained.fineTune(recipe);
                Weights again = trained.fineTune(recipe)) {
            assertThat(again.encode()).isEqualTo(once.encode());
        }
    }

    @Test
    void isPlainFineTuningWithoutLambda() throws Exception {
        Recipe recipe = recipe(Trainable.ALL, Statistics.ORIGINAL, 0, 1e-3);
        List<String> names = SPEC.parameters().stream().map(TensorSpec::name).toList();
        try (Weights tuned = trained.fineTune(recipe);
                Network network = Network.load(SPEC);
                Weights start = trained.weights().copy();
                Weights plain = new TrainingRun(network, List.of(Device.cpu()), recipe, TrainingListener.NOBODY)
                        .train(
                                start,
                                names,
                                ContinualMethod.NONE,
                                trained.training(),
                                trained.validation(),
                                Normalisation.FOLDED)) {
            assertThat(tuned.encode()).isEqualTo(plain.encode());
        }
    }

    @Test
    void isL2SpWhereEveryParameterMattersAlike() throws Exception {
        ParameterVector theta = ParameterVector.view(
                trained.weights(),
                SPEC.parameters().stream().map(TensorSpec::name).toList());
        try (ParameterVector ones = theta.ones();
                Anchor even = Anchor.of(theta, ones);
                Weights ewc = trained.learner()
                        .fineTune(
                                trained.weights(),
                                even,
                                trained.training(),
                                trained.validation(),
                                recipe(Trainable.ALL, Statistics.ORIGINAL, 0.5, 1e-3),
                                TrainingListener.NOBODY);
                Weights l2 = trained.fineTune(with(Method.L2_SP, 0.5))) {
            assertThat(l2.encode()).isEqualTo(ewc.encode());
        }
    }

    /** At a huge λ nothing that any answer depends on moves: the answers stay the base model's. */
    @ParameterizedTest
    @EnumSource(Method.class)
    void answersAsTheBaseModelWhenLambdaIsHuge(Method method) throws Exception {
        try (Weights free = trained.fineTune(with(method, 0));
                Weights held = trained.fineTune(with(method, 1e7))) {
            assertThat(farthest(held)).isLessThan(0.2 * farthest(free));
        }
    }

    /** The largest change of a probability over the validation images. */
    private static double farthest(Weights tuned) {
        double farthest = 0;
        int pixels = SyntheticCohort.SIZE * SyntheticCohort.SIZE;
        float[] grey = new float[trained.validation().size() * pixels];
        for (int n = 0; n < trained.validation().size(); n++) {
            trained.validation().copyPixels(n, grey, n * pixels);
        }
        try (Network network = Network.load(SPEC)) {
            float[][] before = new Classifier(network, trained.weights())
                    .logits(grey, trained.validation().size());
            float[][] after = new Classifier(network, tuned)
                    .logits(grey, trained.validation().size());
            for (int n = 0; n < before.length; n++) {
                for (Density density : Density.values()) {
                    farthest = Math.max(
                            farthest,
                            Math.abs(DensityProbabilities.ofLogits(before[n]).of(density)
                                    - DensityProbabilities.ofLogits(after[n]).of(density)));
                }
            }
        }
        return farthest;
    }

    @Test
    void stopsWhenNoEpochWasBetterForLong() throws Exception {
        List<EpochReport> reports = new java.util.ArrayList<>();
        TrainingListener counting = new TrainingListener() {
            @Override
            public void onEpoch(EpochReport report) {
                reports.add(report);
            }
        };
        // a step size at which nothing is learned but noise
        Recipe recipe = new Recipe(
                Method.EWC,
                Trainable.ALL,
                Statistics.ORIGINAL,
                0,
                1,
                0.3,
                Schedule.CONSTANT,
                60,
                3,
                8,
                Augmentation.MIRRORED_AND_SHIFTED,
                7);

        trained.learner()
                .fineTune(
                        trained.weights(),
                        trained.baseline().anchor(),
                        trained.training(),
                        trained.validation(),
                        recipe,
                        counting)
                .close();

        assertThat(reports).hasSizeBetween(3, 59);
        double best =
                reports.stream().mapToDouble(EpochReport::validationLoss).min().orElseThrow();
        assertThat(reports.get(reports.size() - 4).validationLoss()).isEqualTo(best);
    }

    @Test
    void staysAtTheAnchorWhenLambdaIsHuge() throws Exception {
        try (Weights free = trained.fineTune(recipe(Trainable.ALL, Statistics.ORIGINAL, 0, 1e-3));
                Weights held = trained.fineTune(recipe(Trainable.ALL, Statistics.ORIGINAL, 1e8, 1e-3))) {
            assertThat(distance(held, trained.weights(), "fc.bias"))
                    .isLessThan(0.5 * distance(free, trained.weights(), "fc.bias"));
        }
    }

    @Test
    void stopsWhereTheLossIsNoLongerFinite() {
        assertThatThrownBy(() -> trained.fineTune(recipe(Trainable.ALL, Statistics.ORIGINAL, 0, 1e30)))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("epoch")
                .hasMessageContaining("λ = 0");
    }
}
