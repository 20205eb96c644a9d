package io.perennial.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Json;
import io.perennial.inference.swap.ImageClassifier;
import io.perennial.inference.swap.LayerInput;
import io.perennial.inference.swap.Readout;
import io.perennial.inference.testing.Python;
import io.perennial.network.GoldenInput;
import io.perennial.network.OnnxNetwork;
import io.perennial.network.ResNetSpec;
import io.perennial.network.Weights;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whichever engine runs it, a model is the same function. */
class EnginesTest {

    private static final double TOLERANCE = 1e-3; // of the scale, as the golden output's
    private static final int N = 5;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"demo, 32", "demo, 47", "resnet18, 64", "resnet50, 64", "resnet50, 75"})
    void agree(String network, int size) throws Exception {
        ResNetSpec spec = ResNetSpec.named(network, size);
        float[] images = images(size);
        try (ImageClassifier reference = open(Engines.Choice.PYTORCH, spec);
                ImageClassifier engine = open(Engines.Choice.ONNX_RUNTIME, spec)) {
            Readout expected = reference.read(images, N);

            Readout given = engine.read(images, N);

            assertClose(given.logits(), expected.logits());
            assertThat(given.layers()).extracting(LayerInput::layer).isEqualTo(spec.watchedLayers());
            for (int i = 0; i < given.layers().size(); i++) {
                assertThat(expected.layers().get(i).layer())
                        .isEqualTo(given.layers().get(i).layer());
                assertClose(given.layers().get(i).z(), expected.layers().get(i).z());
            }
        }
    }

    /** Hence an answer can be told from another model's bit by bit, whoever else was in the batch. */
    @ParameterizedTest
    @CsvSource({"demo, 32", "resnet50, 64"})
    void anImageIsReadAloneAsInCompanyByOnnxRuntime(String network, int size) throws Exception {
        float[] images = images(size);
        try (ImageClassifier engine = open(Engines.Choice.ONNX_RUNTIME, ResNetSpec.named(network, size))) {
            Readout together = engine.read(images, N);

            for (int i = 0; i < N; i++) {
                Readout alone = engine.read(Arrays.copyOfRange(images, i * size * size, (i + 1) * size * size), 1);
                assertThat(alone.logits()[0]).as("image " + i).isEqualTo(together.logits()[i]);
                for (int layer = 0; layer < alone.layers().size(); layer++) {
                    assertThat(alone.layers().get(layer).z()[0])
                            .isEqualTo(together.layers().get(layer).z()[i]);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"demo, 32", "resnet18, 64", "resnet50, 64"})
    void otherServersCheckTheFileAndReadTheSame(String network, int size) throws Exception {
        Optional<Python> python = Python.with("numpy", "onnx", "onnxruntime");
        assumeTrue(
                python.isPresent(),
                "no python3 with numpy, onnx and onnxruntime was found to read model.onnx with (PERENNIAL_PYTHON names one)");
        ResNetSpec spec = ResNetSpec.named(network, size);
        Path file = directory.resolve("model.onnx");
        try (Weights weights = weights(spec);
                OutputStream out = Files.newOutputStream(file)) {
            OnnxNetwork.write(weights, Map.of("model", "sha256:12"), out);
        }
        float[] images = images(size);
        Path grey = directory.resolve("grey");
        ByteBuffer bytes = ByteBuffer.allocate(images.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(images);
        Files.write(grey, bytes.array());

        JsonNode read = Json.MAPPER.readTree(
                python.get().run("src/test/python/run_onnx.py", file.toString(), grey.toString(), Integer.toString(N)));

        assertThat(read.path("input").asText()).isEqualTo(OnnxNetwork.GREY);
        assertThat(read.at("/metadata/model").asText()).isEqualTo("sha256:12");
        try (ImageClassifier engine = open(Engines.Choice.ONNX_RUNTIME, spec)) {
            Readout expected = engine.read(images, N);
            assertClose(rows(read.at("/outputs/logits")), expected.logits());
            for (LayerInput layer : expected.layers()) {
                assertClose(rows(read.path("outputs").path(OnnxNetwork.INPUT_OF + layer.layer())), layer.z());
            }
        }
    }

    @Test
    void equalWeightsGiveEqualFiles() throws IOException {
        ResNetSpec spec = ResNetSpec.named("demo", 32);
        try (Weights weights = weights(spec);
                Weights copy = weights.copy()) {
            assertThat(onnx(weights)).isEqualTo(onnx(copy));
        }
    }

    private static byte[] onnx(Weights weights) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OnnxNetwork.write(weights, Map.of("b", "2", "a", "1"), bytes);
        return bytes.toByteArray();
    }

    private static ImageClassifier open(Engines.Choice choice, ResNetSpec spec) throws IOException {
        return Engines.of(choice).open(weights(spec));
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

    /** N waves, each of another brightness. */
    private static float[] images(int size) {
        float[] pattern = GoldenInput.pattern(size);
        float[] images = new float[N * pattern.length];
        for (int i = 0; i < images.length; i++) {
            images[i] = pattern[i % pattern.length] * (i / pattern.length + 1) / N;
        }
        return images;
    }

    private static void assertClose(float[][] given, float[][] expected) {
        double scale = 0;
        for (float[] row : expected) {
            for (float value : row) {
                scale = Math.max(scale, Math.abs(value));
            }
        }
        assertThat(given).hasDimensions(expected.length, expected[0].length);
        for (int i = 0; i < given.length; i++) {
            for (int k = 0; k < given[i].length; k++) {
                assertThat((double) given[i][k]).isCloseTo(expected[i][k], within(TOLERANCE * scale));
            }
        }
    }

    private static float[][] rows(JsonNode matrix) {
        float[][] rows = new float[matrix.size()][matrix.path(0).size()];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < rows[i].length; k++) {
                rows[i][k] = (float) matrix.path(i).path(k).asDouble();
            }
        }
        return rows;
    }
}
