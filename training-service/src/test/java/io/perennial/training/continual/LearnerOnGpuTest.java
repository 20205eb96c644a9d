package io.perennial.training.continual;

import static io.perennial.training.continual.TrainedBaseline.SPEC;
import static io.perennial.training.continual.TrainedBaseline.distance;
import static io.perennial.training.continual.TrainedBaseline.recipe;
import static io.perennial.training.continual.TrainedBaseline.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;
import io.perennial.artifact.Augmentation;
import io.perennial.artifact.Recipe;
import io.perennial.artifact.Recipe.Method;
import io.perennial.artifact.Recipe.Schedule;
import io.perennial.artifact.Recipe.Statistics;
import io.perennial.artifact.Recipe.Trainable;
import io.perennial.network.Precision;
import io.perennial.network.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A GPU learns what the processor learns, to the rounding of its convolutions: PyTorch multiplies float32 in TF32 there, with
 * 11 bits, unless {@code NVIDIA_TF32_OVERRIDE=0} is in the environment; then these tests ask for more. Skipped where PyTorch
 * sees no GPU.
 */
class LearnerOnGpuTest {

    // of the way that training goes: 2⁻¹¹ a factor, times what Adam makes of gradients near 0
    private static final double ROUNDING = "0".equals(System.getenv("NVIDIA_TF32_OVERRIDE")) ? 2e-3 : 5e-2;

    // statistics of 8 small images, summed in another order: what they divide is further apart than what is multiplied
    private static final double BATCH_ROUNDING = 5e-2;

    private static TrainedBaseline trained;
    private static Learner onGpu;

    @BeforeAll
    static void needsAGpu(@TempDir Path directory) throws Exception {
        assumeTrue(
                Engine.getEngine("PyTorch").getGpuCount() > 0,
                "PyTorch sees no GPU here: training on one was not tested (docs/learning.md says what it needs)");
        trained = TrainedBaseline.in(directory);
        onGpu = learner(Precision.FLOAT32, Device.gpu());
    }

    @AfterAll
    static void close() {
        if (trained != null) {
            trained.close();
            onGpu.close();
        }
    }

    private static Learner learner(Precision precision, Device... devices) {
        return new Learner(SPEC, new Compute(List.of(devices), 1, precision));
    }

    @ParameterizedTest
    @CsvSource({"ALL, ORIGINAL, 3", "ALL, ORIGINAL, 0", "BATCH_NORM_ONLY, ORIGINAL, 3", "ALL, TARGET, 3"})
    void learnsWhatTheProcessorLearns(Trainable trainable, Statistics statistics, double lambda) throws Exception {
        Recipe recipe = recipe(trainable, statistics, lambda, 1e-3);
        try (Weights here = trained.fineTune(recipe);
                Weights there = trained.fineTune(onGpu, recipe)) {
            assertThat(there.device()).isEqualTo(Device.cpu());
            double rounding = statistics == Statistics.ORIGINAL ? ROUNDING : BATCH_ROUNDING;
            assertThat(distance(here, there)).isLessThan(rounding * distance(here, trained.weights()));
            if (statistics == Statistics.ORIGINAL) {
                assertThat(there.statisticsDigest()).isEqualTo(trained.weights().statisticsDigest());
            } else {
                assertThat(there.statisticsDigest())
                        .isNotEqualTo(trained.weights().statisticsDigest());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void knowsEveryMethod(Method method) throws Exception {
        try (Weights here = trained.fineTune(with(method, 1));
                Weights there = trained.fineTune(onGpu, with(method, 1))) {
            assertThat(distance(here, there)).isLessThan(ROUNDING * distance(here, trained.weights()));
        }
    }

    /** What is held together by a huge λ stays where it was, in whichever precision. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void movesNoStatisticAndStaysWhereConsolidationHoldsIt(Precision precision) throws Exception {
        Recipe loose = recipe(Trainable.ALL, Statistics.ORIGINAL, 0, 1e-3);
        Recipe tight = recipe(Trainable.ALL, Statistics.ORIGINAL, 1e4, 1e-3);
        try (Learner learner = learner(precision, Device.gpu());
                Weights moved = trained.fineTune(learner, loose);
                Weights held = trained.fineTune(learner, tight)) {
            assertThat(moved.statisticsDigest()).isEqualTo(trained.weights().statisticsDigest());
            assertThat(trained.baseline().anchor().penalty(all(held), 1))
                    .isLessThan(0.5 * trained.baseline().anchor().penalty(all(moved), 1));
        }
    }

    private static ParameterVector all(Weights weights) {
        return ParameterVector.view(weights, List.copyOf(weights.parameters().keySet()));
    }

    @Test
    void endsNearerToFloat32InBfloat16ThanAnotherSeedDoes() throws Exception {
        Recipe recipe = recipe(Trainable.ALL, Statistics.ORIGINAL, 1, 1e-3);
        Recipe otherSeed = new Recipe(Trainable.ALL, Statistics.ORIGINAL, 1, 1, 1e-3, 2, 8, 8);
        try (Learner rounding = learner(Precision.BFLOAT16, Device.gpu());
                Weights exact = trained.fineTune(onGpu, recipe);
                Weights other = trained.fineTune(onGpu, otherSeed);
                Weights bfloat = trained.fineTune(rounding, recipe)) {
            assertThat(distance(exact, bfloat)).isPositive().isLessThan(distance(exact, other));
        }
    }

    /** One GPU and the processor beside it: what travels between the two is right. */
    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"EWC", "LEARNING_WITHOUT_FORGETTING"})
    void sharesAStepWithAnotherDevice(Method method) throws Exception {
        try (Learner both = learner(Precision.FLOAT32, Device.gpu(), Device.cpu());
                Weights here = trained.fineTune(with(method, 1));
                Weights shared = trained.fineTune(both, with(method, 1))) {
            assertThat(distance(here, shared)).isLessThan(ROUNDING * distance(here, trained.weights()));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = FisherEstimator.class,
            names = {"EXACT", "EMPIRICAL"})
    void computesTheProcessorsFisherInformation(FisherEstimator estimator) throws Exception {
        for (List<String> names :
                List.of(List.copyOf(trained.weights().parameters().keySet()), List.of("bn1.weight", "bn1.bias"))) {
            try (Weights there = trained.weights().copy(Device.gpu());
                    FisherInformation expected = fisher(trained.learner(), trained.weights(), names, estimator);
                    FisherInformation given = fisher(onGpu, there, names, estimator)) {
                double[] f = expected.diagonal().toArray();
                double[] g = given.diagonal().toArray();
                double length = Math.sqrt(IntStream.range(0, f.length)
                        .mapToDouble(i -> f[i] * f[i])
                        .sum());
                double apart = Math.sqrt(IntStream.range(0, f.length)
                        .mapToDouble(i -> (f[i] - g[i]) * (f[i] - g[i]))
                        .sum());

                assertThat(apart).isLessThan(ROUNDING / 2 * length);
                assertThat(there.statisticsDigest()).isEqualTo(trained.weights().statisticsDigest());
            }
        }
    }

    private static FisherInformation fisher(
            Learner learner, Weights weights, List<String> names, FisherEstimator estimator) throws Exception {
        return learner.fisher(weights, names, trained.training(), 24, estimator, 3, TrainingListener.NOBODY);
    }

    @Test
    void trainsABaselineAndItsAnchor() throws Exception {
        Recipe recipe = recipe(Trainable.ALL, Statistics.TARGET, 0, 1e-3);
        try (Baseline here = trained.learner()
                        .trainBaseline(trained.training(), trained.validation(), recipe, 24, TrainingListener.NOBODY);
                Baseline there = onGpu.trainBaseline(
                        trained.training(), trained.validation(), recipe, 24, TrainingListener.NOBODY)) {
            try (Weights initial = Weights.initial(SPEC, recipe.seed())) {
                assertThat(distance(here.weights(), there.weights()))
                        .isLessThan(BATCH_ROUNDING * distance(here.weights(), initial));
            }
            assertThat(there.weights().device()).isEqualTo(Device.cpu());
            assertThat(there.anchor().fisher().device()).isEqualTo(Device.cpu());
        }
    }

    /** A service trains on threads that PyTorch has not seen before. */
    @Test
    void learnsOnAWorkerThread() throws Exception {
        Recipe recipe = recipe(Trainable.ALL, Statistics.ORIGINAL, 3, 1e-3);
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try (Weights here = trained.fineTune(onGpu, recipe);
                Weights there = worker.submit(() -> {
                            try (Learner learner = learner(Precision.FLOAT32, Device.gpu())) {
                                return trained.fineTune(learner, recipe);
                            }
                        })
                        .get()) {
            assertThat(distance(here, there)).isLessThan(ROUNDING * distance(here, trained.weights()));
        } finally {
            worker.shutdownNow();
        }
    }

    /** The network has 0.3 MiB of parameters: gradients that stayed would take 100 MiB in 300 steps. */
    @Test
    void holdsNoMoreMemoryTheMoreStepsItTakes() throws Exception {
        Recipe settling = manyEpochs(10);
        Recipe many = manyEpochs(100);
        trained.fineTune(onGpu, settling).close();
        long settled = memory();

        trained.fineTune(onGpu, many).close();

        assertThat(memory() - settled).isLessThan(32L << 20);
    }

    private static Recipe manyEpochs(int epochs) {
        return new Recipe(
                Method.EWC,
                Trainable.ALL,
                Statistics.ORIGINAL,
                3,
                1,
                1e-4,
                Schedule.CONSTANT,
                epochs,
                epochs,
                8,
                Augmentation.MIRRORED_AND_SHIFTED,
                7);
    }

    private static long memory() {
        return CudaUtils.getGpuMemory(Device.gpu()).getCommitted();
    }
}
