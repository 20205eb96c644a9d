package io.perennial.training.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Augmentation;
import io.perennial.artifact.Cohort;
import io.perennial.artifact.DirectoryArtifactStore;
import io.perennial.artifact.LabelledImages;
import io.perennial.artifact.Recipe;
import io.perennial.artifact.Recipe.Method;
import io.perennial.artifact.Recipe.Schedule;
import io.perennial.artifact.Recipe.Statistics;
import io.perennial.artifact.Recipe.Trainable;
import io.perennial.mammography.Density;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.mammography.DomainRole;
import io.perennial.mammography.Split;
import io.perennial.network.Classifier;
import io.perennial.network.Network;
import io.perennial.network.Normalisation;
import io.perennial.network.Precision;
import io.perennial.network.ResNetSpec;
import io.perennial.network.TensorSpec;
import io.perennial.network.Weights;
import io.perennial.training.SyntheticCohort;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    private static Recipe with(Method method, double lambda, int epochs, int patience) {
        return new Recipe(
                method,
                Trainable.ALL,
                Statistics.ORIGINAL,
                lambda,
                1,
                1e-3,
                Schedule.COSINE,
                epochs,
                patience,
                8,
                Augmentation.MIRRORED_AND_SHIFTED,
                7);
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
    void isPlainFineTuningWithoutLambda() throws Exception {
        Recipe recipe = recipe(Trainable.ALL, Statistics.ORIGINAL, 0, 1e-3);
        List<String> names = SPEC.parameters().stream().map(TensorSpec::name).toList();
        try (Weights tuned = fineTune(recipe);
                Network network = Network.load(SPEC);
                Weights start = baseline.weights().copy();
                Weights plain = new TrainingRun(network, recipe, new Unwatched())
                        .train(start, names, ContinualMethod.NONE, training, validation, Normalisation.FOLDED)) {
            assertThat(tuned.encode()).isEqualTo(plain.encode());
        }
    }

    @Test
    void isL2SpWhereEveryParameterMattersAlike() throws Exception {
        ParameterVector theta = ParameterVector.view(
                baseline.weights(),
                SPEC.parameters().stream().map(TensorSpec::name).toList());
        try (ParameterVector ones = theta.ones();
                Anchor even = Anchor.of(theta, ones);
                Weights ewc = learner.fineTune(
                        baseline.weights(),
                        even,
                        training,
                        validation,
                        recipe(Trainable.ALL, Statistics.ORIGINAL, 0.5, 1e-3),
                        new Unwatched());
                Weights l2 = fineTune(with(Method.L2_SP, 0.5, 2, 20))) {
            assertThat(l2.encode()).isEqualTo(ewc.encode());
        }
    }

    /** At a huge λ nothing that any answer depends on moves: the answers stay the base model's. */
    @ParameterizedTest
    @EnumSource(Method.class)
    void answersAsTheBaseModelWhenLambdaIsHuge(Method method) throws Exception {
        try (Weights free = fineTune(with(method, 0, 2, 20));
                Weights held = fineTune(with(method, 1e7, 2, 20))) {
            assertThat(farthest(held)).isLessThan(0.2 * farthest(free));
        }
    }

    /** The largest change of a probability over the validation images. */
    private static double farthest(Weights tuned) {
        double farthest = 0;
        int pixels = SyntheticCohort.SIZE * SyntheticCohort.SIZE;
        float[] grey = new float[validation.size() * pixels];
        for (int n = 0; n < validation.size(); n++) {
            validation.copyPixels(n, grey, n * pixels);
        }
        try (Network network = Network.load(SPEC)) {
            float[][] before = new Classifier(network, baseline.weights()).logits(grey, validation.size());
            float[][] after = new Classifier(network, tuned).logits(grey, validation.size());
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
        TrainingListener counting = new Unwatched() {
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

        learner.fineTune(baseline.weights(), baseline.anchor(), training, validation, recipe, counting)
                .close();

        assertThat(reports).hasSizeBetween(3, 59);
        double best =
                reports.stream().mapToDouble(EpochReport::validationLoss).min().orElseThrow();
        assertThat(reports.get(reports.size() - 4).validationLoss()).isEqualTo(best);
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

    /** For the head's weights, ∂ log p_k / ∂W_kj = (δ − p_k) f_j: the exact Fisher is the mean of p_k (1 − p_k) f_j². */
    @Test
    void computesTheFisherOfTheHeadsWeightsInClosedForm() throws Exception {
        int features = SPEC.features();
        double[] expected = new double[Density.CATEGORIES * features];
        try (Network network = Network.load(SPEC);
                NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                FisherInformation fisher = fisher(FisherEstimator.EXACT, List.of("fc.weight"), 1)) {
            Classifier classifier = new Classifier(network, baseline.weights());
            for (int n = 0; n < training.size(); n++) {
                float[] grey = new float[SyntheticCohort.SIZE * SyntheticCohort.SIZE];
                training.copyPixels(n, grey, 0);
                DensityProbabilities p =
                        DensityProbabilities.ofLogits(classifier.logits(grey, 1)[0]);
                float[] f = network.features(
                                scope,
                                scope.create(grey, new Shape(1, SyntheticCohort.SIZE, SyntheticCohort.SIZE)),
                                baseline.weights())
                        .toFloatArray();
                for (Density k : Density.values()) {
                    for (int j = 0; j < features; j++) {
                        expected[k.rank() * features + j] += p.of(k) * (1 - p.of(k)) * f[j] * f[j] / training.size();
                    }
                }
            }

            double[] actual = fisher.diagonal().toArray();
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i]).isCloseTo(expected[i], within(1e-6 + 1e-5 * expected[i]));
            }
        }
    }

    /** γ and β of one sample each, or a pass for each sample: the same mean of squares, not the square of a mean. */
    @ParameterizedTest
    @EnumSource(FisherEstimator.class)
    void givesTheSameFisherSampleBySampleAndInChunks(FisherEstimator estimator) throws Exception {
        List<String> batchNorm = SPEC.parameters().stream()
                .filter(TensorSpec::isBatchNorm)
                .map(TensorSpec::name)
                .toList();
        try (FisherInformation alone = fisher(estimator, batchNorm, 1);
                FisherInformation chunked = fisher(estimator, batchNorm, FisherEstimation.CHUNK);
                FisherInformation ragged = fisher(estimator, batchNorm, 7)) {
            double[] expected = alone.diagonal().toArray();
            double largest = java.util.Arrays.stream(expected).max().orElseThrow();
            assertThat(chunked.diagonal().toArray()).containsExactly(expected, within(1e-6 * largest));
            assertThat(ragged.diagonal().toArray()).containsExactly(expected, within(1e-6 * largest));
            assertThat(largest).isPositive();
        }
    }

    @Test
    void movesNoWeightAndNoStatisticWhileComputingTheFisher() throws Exception {
        byte[] before = baseline.weights().encode();
        for (FisherEstimator estimator : FisherEstimator.values()) {
            fisher(estimator, List.of("conv1.weight", "bn1.weight"), 1).close();
        }
        fisher(FisherEstimator.EXACT, List.of("bn1.weight"), FisherEstimation.CHUNK)
                .close();

        assertThat(baseline.weights().encode()).isEqualTo(before);
    }

    /** What is often taken for the Fisher information is not: the mean gradient of a batch, squared, is far too small. */
    @Test
    void isNotTheSquareOfABatchsMeanGradient() throws Exception {
        List<String> all = SPEC.parameters().stream().map(TensorSpec::name).toList();
        try (FisherInformation exact = fisher(FisherEstimator.EXACT, all, 1);
                FisherInformation sampled = fisher(FisherEstimator.SAMPLED, all, 1);
                Network network = Network.load(SPEC);
                Weights weights = baseline.weights().copy()) {
            ParameterVector theta = ParameterVector.view(weights, all);
            theta.requireGradients(true);
            int[] everyone = IntStream.range(0, training.size()).toArray();
            Backpropagation.through(
                            network, weights, Normalisation.FOLDED, ContinualMethod.NONE, theta, new Unwatched())
                    .run(PreparedImages.plain(training, everyone));
            double squared;
            try (ParameterVector gradients = theta.gradients()) {
                squared = java.util.Arrays.stream(gradients.toArray())
                        .map(g -> g * g)
                        .sum();
            }
            double trace = exact.certificate().trace();

            assertThat(squared).isLessThan(0.3 * trace);
            assertThat(sampled.certificate().trace()).isBetween(0.4 * trace, 1.8 * trace);
        }
    }

    private static FisherInformation fisher(FisherEstimator estimator, List<String> names, int chunk) throws Exception {
        try (Network network = Network.load(SPEC)) {
            return new FisherEstimation(network, estimator, 5)
                    .of(
                            baseline.weights(),
                            names,
                            training,
                            IntStream.range(0, training.size()).boxed().toList(),
                            chunk,
                            new Unwatched());
        }
    }

    /** Two domains in one anchor: the diagonals add, each by its images, and the centre is the newer model. */
    @Test
    void accumulatesTheFisherOfAFurtherDomain() throws Exception {
        try (Weights tuned = fineTune(recipe(Trainable.ALL, Statistics.ORIGINAL, 1, 1e-3));
                Learner.Accumulation both = learner.accumulate(
                        baseline.anchor(), baseline.fisher(), tuned, training, 4, 0.5, 3, new Unwatched());
                Learner.Accumulation none = learner.accumulate(
                        baseline.anchor(), baseline.fisher(), tuned, training, 4, 0, 3, new Unwatched())) {
            assertThat(none.anchor().fisher().toArray())
                    .isEqualTo(baseline.anchor().fisher().toArray());
            assertThat(none.anchor()
                            .mean()
                            .only(List.of("fc.bias"))
                            .arrays()
                            .get(0)
                            .toFloatArray())
                    .isEqualTo(tuned.get("fc.bias").toFloatArray());
            assertThat(both.fisher().trace()).isGreaterThan(baseline.fisher().trace());
            assertThat(both.fisher().samples()).isEqualTo(baseline.fisher().samples() + 4);
        }
    }

    /** As far as a different seed, and no farther. */
    @Test
    void endsInBfloat16WithinTheSpreadOfSeeds() throws Exception {
        Recipe recipe = recipe(Trainable.ALL, Statistics.ORIGINAL, 1, 1e-3);
        Compute rounding = new Compute(Device.cpu(), 1, Precision.BFLOAT16);
        try (Learner rounded = new Learner(SPEC, rounding);
                Weights exact = fineTune(recipe);
                Weights otherSeed = fineTune(new Recipe(Trainable.ALL, Statistics.ORIGINAL, 1, 1, 1e-3, 2, 8, 8));
                Weights bfloat = rounded.fineTune(
                        baseline.weights(), baseline.anchor(), training, validation, recipe, new Unwatched())) {
            double spread = 0;
            double rounding16 = 0;
            for (TensorSpec parameter : SPEC.parameters()) {
                spread += Math.pow(distance(exact, otherSeed, parameter.name()), 2);
                rounding16 += Math.pow(distance(exact, bfloat, parameter.name()), 2);
            }
            assertThat(rounding16).isPositive().isLessThan(spread);
            assertThat(bfloat.statisticsDigest()).isEqualTo(baseline.weights().statisticsDigest());
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

    private static class Unwatched implements TrainingListener {
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
