package io.perennial.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.Digest;
import java.nio.ByteBuffer;
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
