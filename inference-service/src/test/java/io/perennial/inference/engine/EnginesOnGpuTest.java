package io.perennial.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import io.perennial.inference.swap.ImageClassifier;
import io.perennial.inference.swap.Readout;
import io.perennial.network.GoldenInput;
import io.perennial.network.ResNetSpec;
import io.perennial.network.Weights;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reads on a GPU reads what ONNX Runtime reads on the processor. Skipped where PyTorch sees none. */
class EnginesOnGpuTest {

    private static final double TOLERANCE = 1e-3; // of the scale, as the golden output's

    @BeforeAll
    static void needsAGpu() {
        assumeTrue(
                Engine.getEngine("PyTorch").getGpuCount() > 0,
                "PyTorch sees no GPU here: serving on one was not tested (docs/learning.md says what it needs)");
    }

    @ParameterizedTest
    @CsvSource({"demo, 48, 1", "demo, 48, 8", "resnet18, 64, 3", "resnet50, 224, 1", "resnet50, 224, 8"})
    void agreesWithTheEngineOfProcessors(String network, int size, int n) throws Exception {
        ResNetSpec spec = ResNetSpec.named(network, size);
        float[] images = images(size, n);
        try (ImageClassifier expected = Engines.of(Engines.Choice.ONNX_RUNTIME).open(weights(spec));
                ImageClassifier gpu = Engines.of(Engines.Choice.AUTO).open(weights(spec))) {
            Readout reference = expected.read(images, n);

            Readout given = gpu.read(images, n);

            double scale = Arrays.stream(reference.logits())
                    .flatMapToDouble(row -> IntStream.range(0, row.length).mapToDouble(k -> Math.abs(row[k])))
                    .max()
                    .orElseThrow();
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < given.logits()[i].length; k++) {
                    assertThat((double) given.logits()[i][k])
                            .isCloseTo(reference.logits()[i][k], within(TOLERANCE * scale));
                }
            }
            assertThat(given.layers()).hasSameSizeAs(reference.layers());
        }
    }

    /** A model that serves has been warmed up: no reading waits for PyTorch's compiler, however many images it has. */
    @Test
    void readsAnyNumberOfImagesAtOnceWhenWarm() throws Exception {
        ResNetSpec spec = ResNetSpec.named("resnet50", 224);
        Engines engines = new Engines(Engines.Choice.AUTO, 1, 8, Duration.ZERO);
        try (ImageClassifier gpu = engines.open(weights(spec))) {
            for (int n : engines.warmUp()) {
                var unused = gpu.read(images(224, n), n);
            }
            for (int n = 1; n <= 8; n++) {
                float[] images = images(224, n);
                long begun = System.nanoTime();
                var unused = gpu.read(images, n);
                assertThat(Duration.ofNanos(System.nanoTime() - begun))
                        .as(n + " images")
                        .isLessThan(Duration.ofMillis(250));
            }
        }
    }

    private static Weights weights(ResNetSpec spec) {
        Weights weights = Weights.initial(spec, 1);
        weights.statistics().forEach((name, array) -> {
            float[] values = new float[(int) array.size()];
            for (int c = 0; c < values.length; c++) {
                values[c] = name.endsWith("var") ? 0.5f + c % 7 * 0.2f : (c % 5 - 2) * 0.1f;
            }
            array.set(values);
        });
        return weights;
    }

    private static float[] images(int size, int n) {
        float[] pattern = GoldenInput.pattern(size);
        float[] images = new float[n * pattern.length];
        for (int i = 0; i < images.length; i++) {
            images[i] = pattern[i % pattern.length] * (i / pattern.length + 1) / n;
        }
        return images;
    }
}
