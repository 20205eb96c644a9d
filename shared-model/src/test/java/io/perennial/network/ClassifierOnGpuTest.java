package io.perennial.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A GPU reads what the processor reads. Skipped where PyTorch sees none. */
class ClassifierOnGpuTest {

    private static final double TOLERANCE = 1e-4; // of the scale; a tenth of what a model card allows
    private static final int N = 5;

    @BeforeAll
    static void needsAGpu() {
        assumeTrue(
                Engine.getEngine("PyTorch").getGpuCount() > 0,
                "PyTorch sees no GPU here: reading on one was not tested (docs/learning.md says what it needs)");
        Network.recordNoGradientsOnThisThread();
    }

    /** In float32's full precision: TF32, PyTorch's default for convolutions, would be 1e-3 of the scale away. */
    @ParameterizedTest
    @CsvSource({"demo, 48", "resnet10, 75", "resnet18, 224", "resnet50, 64", "resnet50, 224"})
    void readsWhatTheProcessorReads(String name, int size) {
        ResNetSpec spec = ResNetSpec.named(name, size);
        FloatBuffer images = FloatBuffer.wrap(images(size));
        try (Network network = Network.load(spec);
                Classifier here = new Classifier(network, weights(spec));
                Classifier there = new Classifier(network, onGpu(spec))) {
            List<float[][]> expected = here.watched(images.duplicate(), N);

            for (int again = 0; again < 3; again++) { // PyTorch's compiler looks twice
                List<float[][]> given = there.watched(images.duplicate(), N);

                assertThat(given).hasSameSizeAs(expected);
                for (int i = 0; i < given.size(); i++) {
                    assertThat(distance(given.get(i), expected.get(i)))
                            .as("output %d, time %d", i, again)
                            .isLessThan(TOLERANCE);
                }
                assertThat(distance(there.logits(images.array(), N), expected.get(0)))
                        .isLessThan(TOLERANCE);
            }
        }
    }

    @Test
    void getsTheWeightsBackAsTheyWere() {
        ResNetSpec spec = ResNetSpec.named("resnet50", 64);
        try (Weights weights = weights(spec);
                Weights there = weights.copy(Device.gpu());
                Weights back = there.copy(Device.cpu())) {
            assertThat(there.device()).isEqualTo(Device.gpu());
            assertThat(there.get("conv1.weight").getDevice()).isEqualTo(Device.gpu());
            assertThat(back.encode()).isEqualTo(weights.encode());
            assertThat(there.statisticsDigest()).isEqualTo(weights.statisticsDigest());
        }
    }

    /** Gradient mode belongs to the thread, and is on in every one but that which loads the engine. */
    @Test
    void readsOnManyThreadsAtOnce() throws Exception {
        ResNetSpec spec = ResNetSpec.named("demo", 48);
        float[] images = images(48);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Network network = Network.load(spec);
                Classifier there = new Classifier(network, onGpu(spec))) {
            float[][] expected = there.logits(images, N);

            var readings = Stream.generate(() -> threads.submit(() -> {
                        JniUtils.setGradMode(true);
                        return there.logits(images, N);
                    }))
                    .limit(64)
                    .toList();

            for (var reading : readings) {
                assertThat(distance(reading.get(), expected)).isLessThan(TOLERANCE);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** 94 MiB a model: 40 that stayed would show. */
    @Test
    void leavesNothingOfAModelThatIsClosed() {
        ResNetSpec spec = ResNetSpec.named("resnet50", 64);
        float[] images = images(64);
        long settled = 0;
        try (Network network = Network.load(spec);
                Weights weights = weights(spec)) {
            for (int swap = 0; swap < 45; swap++) {
                try (Classifier there = new Classifier(network, weights.copy(Device.gpu()))) {
                    assertThat(there.logits(images, N)).hasNumberOfRows(N);
                }
                if (swap == 4) {
                    settled = memory();
                }
            }
            assertThat(memory() - settled).isLessThan(64L << 20);
        }
    }

    private static long memory() {
        return CudaUtils.getGpuMemory(Device.gpu()).getCommitted();
    }

    /** Weights whose statistics are not those of a beginner. */
    private static Weights weights(ResNetSpec spec) {
        Weights weights = Weights.initial(spec, 1);
        SplittableRandom random = new SplittableRandom(2);
        weights.statistics().forEach((name, array) -> {
            float[] values = new float[(int) array.size()];
            for (int c = 0; c < values.length; c++) {
                values[c] = (float) (name.endsWith("var") ? random.nextDouble(0.5, 2) : random.nextDouble(-0.2, 0.2));
            }
            array.set(values);
        });
        return weights;
    }

    private static Weights onGpu(ResNetSpec spec) {
        try (Weights weights = weights(spec)) {
            return weights.copy(Device.gpu());
        }
    }

    /** N waves, each of another brightness. */
    private static float[] images(int size) {
        float[] pattern = GoldenInput.pattern(size);
        float[] images = new float[N * pattern.length];
        for (int i = 0; i < images.length; i++) {
            images[i] = pattern[i % pattern.length] * (i / pattern.length + 1) / N;
        }
        return images;
    }

    /** The largest difference, in units of the largest value expected. */
    private static double distance(float[][] given, float[][] expected) {
        assertThat(given).hasDimensions(expected.length, expected[0].length);
        double scale = 0;
        double largest = 0;
        for (int i = 0; i < given.length; i++) {
            for (int k = 0; k < given[i].length; k++) {
                scale = Math.max(scale, Math.abs(expected[i][k]));
                largest = Math.max(largest, Math.abs((double) given[i][k] - expected[i][k]));
            }
        }
        return Arrays.stream(given).anyMatch(row -> Float.isNaN(row[0])) ? Double.NaN : largest / scale;
    }
}
