package io.perennial.training.continual;

import static io.perennial.training.continual.TrainedBaseline.SPEC;
import static io.perennial.training.continual.TrainedBaseline.recipe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
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

/** The Fisher information against closed forms, and what it must leave alone. */
class FisherEstimationTest {

    private static TrainedBaseline trained;

    @BeforeAll
    static void trainABaseline(@TempDir Path directory) throws Exception {
        trained = TrainedBaseline.in(directory);
    }

    @AfterAll
    static void close() {
        trained.close();
    }

    /** For the head's bias, ∂ log p_k / ∂b_j = δ_kj − p_j, so the exact Fisher is the mean of p_j (1 − p_j). */
    @Test
    void computesTheFisherOfTheHeadsBiasInClosedForm() throws Exception {
        try (Baseline whole = trained.learner()
                        .trainBaseline(
                                trained.training(),
                                trained.validation(),
                                recipe(Trainable.ALL, Statistics.TARGET, 0, 1e-3),
                                trained.training().size(),
                                TrainingListener.NOBODY);
                Network network = Network.load(SPEC)) {
            Classifier classifier = new Classifier(network, whole.weights());
            int pixels = SyntheticCohort.SIZE * SyntheticCohort.SIZE;
            double[] expected = new double[Density.CATEGORIES];
            for (int n = 0; n < trained.training().size(); n++) {
                float[] grey = new float[pixels];
                trained.training().copyPixels(n, grey, 0);
                DensityProbabilities p =
                        DensityProbabilities.ofLogits(classifier.logits(grey, 1)[0]);
                for (Density density : Density.values()) {
                    expected[density.rank()] += p.of(density)
                            * (1 - p.of(density))
                            / trained.training().size();
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
            Classifier classifier = new Classifier(network, trained.weights());
            for (int n = 0; n < trained.training().size(); n++) {
                float[] grey = new float[SyntheticCohort.SIZE * SyntheticCohort.SIZE];
                trained.training().copyPixels(n, grey, 0);
                DensityProbabilities p =
                        DensityProbabilities.ofLogits(classifier.logits(grey, 1)[0]);
                float[] f = network.features(
                                scope,
                                scope.create(grey, new Shape(1, SyntheticCohort.SIZE, SyntheticCohort.SIZE)),
                                trained.weights())
                        .toFloatArray();
                for (Density k : Density.values()) {
                    for (int j = 0; j < features; j++) {
                        expected[k.rank() * features + j] += p.of(k)
                                * (1 - p.of(k))
                                * f[j]
                                * f[j]
                                / trained.training().size();
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
        byte[] before = trained.weights().encode();
        for (FisherEstimator estimator : FisherEstimator.values()) {
            fisher(estimator, List.of("conv1.weight", "bn1.weight"), 1).close();
        }
        fisher(FisherEstimator.EXACT, List.of("bn1.weight"), FisherEstimation.CHUNK)
                .close();

        assertThat(trained.weights().encode()).isEqualTo(before);
    }

    /** What is often taken for the Fisher information is not: the mean gradient of a batch, squared, is far too small. */
    @Test
    void isNotTheSquareOfABatchsMeanGradient() throws Exception {
        List<String> all = SPEC.parameters().stream().map(TensorSpec::name).toList();
        try (FisherInformation exact = fisher(FisherEstimator.EXACT, all, 1);
                FisherInformation sampled = fisher(FisherEstimator.SAMPLED, all, 1);
                Network network = Network.load(SPEC);
                Weights weights = trained.weights().copy()) {
            ParameterVector theta = ParameterVector.view(weights, all);
            theta.requireGradients(true);
            int[] everyone = IntStream.range(0, trained.training().size()).toArray();
            try (Replicas alone = new Replicas(weights, all, List.of(Device.cpu()))) {
                new SharedPass(network, Normalisation.FOLDED, ContinualMethod.NONE, alone)
                        .run(PreparedImages.plain(trained.training(), everyone), 0, everyone.length, 1);
            }
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
                            trained.weights(),
                            names,
                            trained.training(),
                            IntStream.range(0, trained.training().size())
                                    .boxed()
                                    .toList(),
                            chunk,
                            TrainingListener.NOBODY);
        }
    }

    /** Two domains in one anchor: the diagonals add, each by its images, and the centre is the newer model. */
    @Test
    void accumulatesTheFisherOfAFurtherDomain() throws Exception {
        try (Weights tuned = trained.fineTune(recipe(Trainable.ALL, Statistics.ORIGINAL, 1, 1e-3));
                Learner.Accumulation both = trained.learner()
                        .accumulate(
                                trained.baseline().anchor(),
                                trained.baseline().fisher(),
                                tuned,
                                trained.training(),
                                4,
                                0.5,
                                3,
                                TrainingListener.NOBODY);
                Learner.Accumulation none = trained.learner()
                        .accumulate(
                                trained.baseline().anchor(),
                                trained.baseline().fisher(),
                                tuned,
                                trained.training(),
                                4,
                                0,
                                3,
                                TrainingListener.NOBODY)) {
            assertThat(none.anchor().fisher().toArray())
                    .isEqualTo(trained.baseline().anchor().fisher().toArray());
            assertThat(none.anchor()
                            .mean()
                            .only(List.of("fc.bias"))
                            .arrays()
                            .get(0)
                            .toFloatArray())
                    .isEqualTo(tuned.get("fc.bias").toFloatArray());
            assertThat(both.fisher().trace())
                    .isGreaterThan(trained.baseline().fisher().trace());
            assertThat(both.fisher().samples())
                    .isEqualTo(trained.baseline().fisher().samples() + 4);
        }
    }

    @Test
    void readsTheAnchorBackAsItWasWritten() throws Exception {
        byte[] written = trained.baseline().anchor().encode();

        try (Anchor read = Anchor.read(SPEC, ByteBuffer.wrap(written))) {
            assertThat(read.encode()).isEqualTo(written);
        }
    }
}
