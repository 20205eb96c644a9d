package io.perennial.training.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Cohort;
import io.perennial.artifact.DirectoryArtifactStore;
import io.perennial.artifact.LabelledImages;
import io.perennial.artifact.Recipe;
import io.perennial.artifact.Recipe.Statistics;
import io.perennial.artifact.Recipe.Trainable;
import io.perennial.mammography.Density;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.mammography.DomainRole;
import io.perennial.mammography.Split;
import io.perennial.network.Classifier;
import io.perennial.network.Network;
import io.perennial.network.ResNetSpec;
import io.perennial.network.TensorSpec;
import io.perennial.network.Weights;
import io.perennial.training.SyntheticCohort;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The laws of learning under frozen statistics, on a small network and a real run. */
class LearnerTest {

    private static final ResNetSpec SPEC = ResNetSpec.named("demo", SyntheticCohort.SIZE);

    private static Learner learner;
    private static LabelledImages training;
    private static LabelledImages validation;
    private static Baseline baseline;

    @BeforeAll
    static void trainABaseline(@TempDir Path directory) throws Exception {
        ArtifactStore artifacts = new DirectoryArtifactStore(directory);
        Cohort cohort = Cohort.open(
                artifacts,
                SyntheticCohort.publish(artifacts, "original", DomainRole.ORIGINAL, 1)
                        .cohort());
        training = cohort.images(Split.TRAINING);
        validation = cohort.images(Split.VALIDATION);
        learner = new Learner(SPEC, 1);
        baseline = learner.trainBaseline(
                training, validation, recipe(Trainable.ALL, Statistics.TARGET, 0, 1e-3), 6, new Unwatched());
    }

    @AfterAll
    static void close() {
        baseline.close();
        learner.close();
    }

    private static Recipe recipe(Trainable trainable, Statistics statistics, double lambda, double rate) {
        return new Recipe(trainable, statistics, lambda, 1, rate, 2, 8, 7);
    }

    private static Weights fineTune(Recipe recipe) throws Exception {
        return learner.fineTune(baseline.weights(), baseline.anchor(), training, validation, recipe, new Unwatched());
    }

    @Test
    void leavesTheOriginalStatisticsAsTheyAre() throws Exception {
        try (Weights all = fineTune(recipe(Trainable.ALL, Statistics.ORIGINAL, 0, 1e-3));
                Weights batchNorm = fineTune(recipe(Trainable.BATCH_NORM_ONLY, Statistics.ORIGINAL, 10, 1e-3))) {
            assertThat(all.statisticsDigest()).isEqualTo(baseline.weights().statisticsDigest());
            assertThat(batchNorm.statisticsDigest())
                    .isEqualTo(baseline.weights().statisticsDigest());
        }
    }

    @Test
    void movesTheStatisticsWhenTheTargetsNormalise() throws Exception {
        try (Weights conventional = fineTune(recipe(Trainable.ALL, Statistics.TARGET, 0, 1e-3))) {
            assertThat(conventional.statisticsDigest())
                    .isNotEqualTo(baseline.weights().statisticsDigest());
        }
    }

    @Test
    void movesOnlyWhatTheRecipeNames() throws Exception {
        try (Weights tuned = fineTune(recipe(Trainable.BATCH_NORM_ONLY, Statistics.ORIGINAL, 0, 1e-3))) {
            for (TensorSpec parameter : SPEC.parameters()) {
                boolean moved = distance(tuned, baseline.weights(), parameter.name()) > 0;
                assertThat(moved).as(parameter.name()).isEqualTo(parameter.isBatchNorm());
            }
        }
    }

    @Test
    void givesTheSameWeightsForTheSameSeed() throws Exception {
        Recipe recipe = recipe(Trainable.ALL, Statistics.ORIGINAL, 3, 1e-3);
        try (Weights once = fineTune(recipe);
                Weights again = fineTune(recipe)) {
            assertThat(again.encode()).isEqualTo(once.encode());
        }
    }

    @Test
    void staysAtTheAnchorWhenLambdaIsHuge() throws Exception {
        try (Weights free = fineTune(recipe(Trainable.ALL, Statistics.ORIGINAL, 0, 1e-3));
                Weights held = fineTune(recipe(Trainable.ALL, Statistics.ORIGINAL, 1e8, 1e-3))) {
            assertThat(distance(held, baseline.weights(), "fc.bias"))
                    .isLessThan(0.5 * distance(free, baseline.weights(), "fc.bias"));
        }
    }

    @Test
    void stopsWhereTheLossIsNoLongerFinite() {
        assertThatThrownBy(() -> fineTune(recipe(Trainable.ALL, Statistics.ORIGINAL, 0, 1e30)))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("epoch")
                .hasMessageContaining("λ = 0");
    }

    /** For the head's bias, ∂ log p_k / ∂b_j = δ_kj − p_j, so the exact Fisher is the mean of p_j (1 − p_j). */
    @Test
    void computesTheFisherOfTheHeadsBiasInClosedForm() throws Exception {
        try (Baseline whole = learner.trainBaseline(
                        training,
                        validation,
                        recipe(Trainable.ALL, Statistics.TARGET, 0, 1e-3),
                        training.size(),
                        new Unwatched());
                Network network = Network.load(SPEC)) {
            Classifier classifier = new Classifier(network, whole.weights());
            int pixels = SyntheticCohort.SIZE * SyntheticCohort.SIZE;
            double[] expected = new double[Density.CATEGORIES];
            for (int n = 0; n < training.size(); n++) {
                float[] grey = new float[pixels];
                training.copyPixels(n, grey, 0);
                DensityProbabilities p =
                        DensityProbabilities.ofLogits(classifier.logits(grey, 1)[0]);
                for (Density density : Density.values()) {
                    expected[density.rank()] += p.of(density) * (1 - p.of(density)) / training.size();
                }
            }

            double[] fisher = whole.anchor().fisher().only(List.of("fc.bias")).toArray();
            for (int j = 0; j < expected.length; j++) {
                assertThat(fisher[j]).isCloseTo(expected[j], within(1e-6));
            }
        }
    }

    @Test
    void readsTheAnchorBackAsItWasWritten() throws Exception {
        byte[] written = baseline.anchor().encode();

        try (Anchor read = Anchor.read(SPEC, ByteBuffer.wrap(written))) {
            assertThat(read.encode()).isEqualTo(written);
        }
    }

    private static double distance(Weights a, Weights b, String name) {
        try (NDArray difference = a.get(name).sub(b.get(name));
                NDArray length = difference.norm()) {
            return length.getFloat();
        }
    }

    private static final class Unwatched implements TrainingListener {
        @Override
        public void onEpoch(EpochReport report) {}

        @Override
        public void onStep(double share) {}

        @Override
        public void onFisher() {}

        @Override
        public boolean cancelled() {
            return false;
        }
    }
}
