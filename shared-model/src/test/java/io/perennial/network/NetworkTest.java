package io.perennial.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.Digest;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    private static final int SIZE = 32;

    @BeforeAll
    static void recordNoGradientByItself() {
        Network.recordNoGradientsOnThisThread();
    }

    /** Images that are not all alike, so that the batch has a variance. */
    private static NDArray images(NDManager scope, int n) {
        NDArray pattern = scope.create(GoldenInput.pattern(SIZE), new Shape(1, SIZE, SIZE));
        NDArray scales = scope.arange(1f, n + 1f).div(n).reshape(n, 1, 1);
        return pattern.mul(scales); // (n, H, W)
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "resnet10", "resnet50"})
    void foldingBatchNormChangesNothing(String name) {
        ResNetSpec spec = ResNetSpec.named(name, SIZE);
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                Network network = Network.load(spec);
                Weights weights = Weights.initial(spec, 1)) {
            weights.statistics().forEach((statistic, array) -> array.addi(statistic.endsWith("var") ? 0.5 : 0.01));

            NDArray folded = network.logits(scope, images(scope, 3), weights);
            NDArray given = network.differentiableLogits(images(scope, 3), weights, Normalisation.GIVEN);

            float scale = given.abs().max().getFloat();
            assertThat(folded.getShape()).isEqualTo(new Shape(3, 4));
            assertThat(folded.sub(given).abs().max().getFloat()).isLessThan(1e-4f * scale);
        }
    }

    /** The folded form is the faster one to train in; autograd must carry the same gradients to w, γ and β. */
    @ParameterizedTest
    @ValueSource(strings = {"demo", "resnet18"})
    void foldingBatchNormChangesNoGradient(String name) {
        ResNetSpec spec = ResNetSpec.named(name, SIZE);
        try (Network network = Network.load(spec);
                Weights weights = Weights.initial(spec, 1);
                Weights others = weights.copy()) {
            Map<String, float[]> folded = gradients(network, weights, Normalisation.FOLDED);
            Map<String, float[]> given = gradients(network, others, Normalisation.GIVEN);

            given.forEach((parameter, expected) -> {
                float[] actual = folded.get(parameter);
                double scale = norm(expected);
                for (int i = 0; i < expected.length; i++) {
                    expected[i] -= actual[i];
                }
                assertThat(scale).as(parameter).isPositive();
                assertThat(norm(expected)).as(parameter).isLessThan(1e-4 * scale);
            });
        }
    }

    /** bfloat16 keeps 8 bits of the significand; every layer rounds. */
    @ParameterizedTest
    @ValueSource(strings = {"demo", "resnet18"})
    void givesNearlyTheSameLogitsInBfloat16(String name) {
        ResNetSpec spec = ResNetSpec.named(name, SIZE);
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                Network network = Network.load(spec);
                Network rounded = Network.load(spec, Precision.BFLOAT16);
                Weights weights = Weights.initial(spec, 1)) {
            weights.statistics().forEach((statistic, array) -> array.addi(statistic.endsWith("var") ? 0.5 : 0.01));

            NDArray exact = network.logits(scope, images(scope, 3), weights);
            float scale = exact.abs().max().getFloat();
            for (Normalisation normalisation : List.of(Normalisation.FOLDED, Normalisation.GIVEN)) {
                NDArray logits = rounded.differentiableLogits(images(scope, 3), weights, normalisation);
                assertThat(logits.getDataType()).isEqualTo(DataType.FLOAT32);
                float difference = logits.sub(exact).abs().max().getFloat();
                assertThat(difference).isBetween(Float.MIN_VALUE, 0.05f * scale);
            }
        }
    }

    @Test
    void readsTheFeaturesThatTheHeadSees() {
        ResNetSpec spec = ResNetSpec.named("demo", SIZE);
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                Network network = Network.load(spec);
                Weights weights = Weights.initial(spec, 1)) {
            NDArray features = network.features(scope, images(scope, 3), weights);

            assertThat(features.getShape()).isEqualTo(new Shape(3, spec.features()));
            NDArray logits =
                    features.matMul(weights.get("fc.weight").transpose()).add(weights.get("fc.bias"));
            assertThat(logits.sub(network.logits(scope, images(scope, 3), weights))
                            .abs()
                            .max()
                            .getFloat())
                    .isLessThan(1e-5f);
        }
    }

    private static Map<String, float[]> gradients(Network network, Weights weights, Normalisation normalisation) {
        weights.statistics().forEach((statistic, array) -> array.addi(statistic.endsWith("var") ? 0.5 : 0.01));
        weights.parameters().values().forEach(parameter -> parameter.setRequiresGradient(true));
        Map<String, float[]> gradients = new LinkedHashMap<>();
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            JniUtils.setGradMode(true);
            NDArray loss = network.differentiableLogits(images(scope, 3), weights, normalisation)
                    .logSoftmax(1)
                    .get(":, 0")
                    .sum();
            JniUtils.backward((PtNDArray) loss, (PtNDArray) scope.create(1f), false, false);
        } finally {
            JniUtils.setGradMode(false);
        }
        weights.parameters().forEach((name, parameter) -> {
            try (NDArray gradient = parameter.getGradient()) {
                gradients.put(name, gradient.toFloatArray());
            }
            parameter.setRequiresGradient(false);
        });
        return gradients;
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    @Test
    void movesTheRunningStatisticsInBatchModeAlone() {
        ResNetSpec spec = ResNetSpec.named("demo", SIZE);
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                Network network = Network.load(spec);
                Weights weights = Weights.initial(spec, 1)) {
            Digest before = weights.statisticsDigest();

            network.differentiableLogits(images(scope, 4), weights, Normalisation.FOLDED);
            network.differentiableLogits(images(scope, 4), weights, Normalisation.GIVEN);
            network.logits(scope, images(scope, 4), weights);
            assertThat(weights.statisticsDigest()).isEqualTo(before);

            network.differentiableLogits(images(scope, 4), weights, Normalisation.BATCH);
            assertThat(weights.statisticsDigest()).isNotEqualTo(before);
        }
    }

    @Test
    void readsBackWhatItWrote() throws ArtifactCorruptException {
        ResNetSpec spec = ResNetSpec.named("demo", SIZE);
        try (Weights weights = Weights.initial(spec, 7);
                Weights read = Weights.read(spec, ByteBuffer.wrap(weights.encode()))) {
            assertThat(read.encode()).isEqualTo(weights.encode());
            assertThat(read.statisticsDigest()).isEqualTo(weights.statisticsDigest());
        }
    }

    @Test
    void refusesWeightsThatAreNotNumbers() {
        ResNetSpec spec = ResNetSpec.named("demo", SIZE);
        try (Weights weights = Weights.initial(spec, 7)) {
            weights.get("fc.bias").muli(Float.NaN);

            assertThatThrownBy(() -> Weights.read(spec, ByteBuffer.wrap(weights.encode())))
                    .isInstanceOf(ArtifactCorruptException.class)
                    .hasMessageContaining("fc.bias");
        }
    }

    @Test
    void walksAStraightLineBetweenTwoWeights() {
        ResNetSpec spec = ResNetSpec.named("demo", SIZE);
        try (Weights from = Weights.initial(spec, 1);
                Weights to = Weights.initial(spec, 2);
                Weights quarter = from.between(to, 0.25);
                Weights start = from.between(to, 0);
                Weights end = from.between(to, 1)) {
            float a = from.get("fc.bias").getFloat(0);
            float b = to.get("fc.bias").getFloat(0);

            assertThat(quarter.get("fc.bias").getFloat(0)).isCloseTo(0.75f * a + 0.25f * b, within(1e-6f));
            assertThat(start.encode()).isEqualTo(from.encode());
            assertThat(end.encode()).isEqualTo(to.encode());
        }
    }

    @Test
    void countsTheParametersOfTorchvisionsResNet50() {
        ResNetSpec spec = ResNetSpec.named("resnet50", 224);
        long parameters = spec.parameters().stream()
                .mapToLong(tensor -> tensor.shape().stream().reduce(1L, Math::multiplyExact))
                .sum();

        // torchvision's resnet50 has 25 557 032 with 1000 classes; the head of 4 has 2048 · 996 + 996 fewer
        assertThat(parameters).isEqualTo(25_557_032L - 2048 * 996 - 996);
        assertThat(spec.parameters())
                .extracting(TensorSpec::name)
                .contains("layer4.2.bn3.bias", "layer1.0.downsample.1.weight");
    }

    @Test
    void copiesOwnTheirMemory() {
        ResNetSpec spec = ResNetSpec.named("demo", SIZE);
        try (Weights weights = Weights.initial(spec, 1);
                Weights copy = weights.copy();
                Weights end = Weights.initial(spec, 2).between(weights, 1)) {
            byte[] before = weights.encode();

            weights.get("fc.weight").addi(1);
            weights.get("bn1.running_mean").addi(1);

            assertThat(copy.encode()).isEqualTo(before);
            assertThat(end.encode()).isEqualTo(before);
        }
    }
}
