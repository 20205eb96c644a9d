package io.perennial.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import io.perennial.network.ResNetSpec.Convolution;
import io.perennial.network.ResNetSpec.Residual;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What watched layers are given, beside the same network computed operation by operation. */
class WatchedTest {

    private static final double EPSILON = 1e-5; // torch.nn.BatchNorm2d's

    @BeforeAll
    static void recordNoGradientByItself() {
        Network.recordNoGradientsOnThisThread();
    }

    @Test
    void watchesTheStemAndTheEndOfEachStage() {
        assertThat(ResNetSpec.named("demo", 48).watchedLayers())
                .containsExactly("bn1", "layer1.0.bn2", "layer2.0.bn2", "layer3.0.bn2");
        assertThat(ResNetSpec.named("resnet50", 224).watchedLayers())
                .containsExactly("bn1", "layer1.2.bn3", "layer2.3.bn3", "layer3.5.bn3", "layer4.2.bn3");
    }

    @ParameterizedTest
    @CsvSource({"demo, 32", "demo, 47", "demo, 48", "resnet10, 64", "resnet10, 75", "resnet50, 64"})
    void givesTheMeanOfEachConvolutionInUnitsOfTheStatistics(String name, int size) {
        ResNetSpec spec = ResNetSpec.named(name, size);
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                Network network = Network.load(spec);
                Weights weights = learned(spec)) {
            NDArray images = images(scope, size);
            Map<String, NDArray> expected = step(spec, weights, images);

            NDList given = network.watched(scope, images, weights);

            assertThat(distance(given.get(0), network.logits(scope, images, weights)))
                    .isLessThan(1e-5);
            List<String> layers = spec.watchedLayers();
            for (int i = 0; i < layers.size(); i++) {
                assertThat(given.get(i + 1).getShape())
                        .isEqualTo(expected.get(layers.get(i)).getShape());
                assertThat(distance(given.get(i + 1), expected.get(layers.get(i))))
                        .as(layers.get(i))
                        .isLessThan(1e-4);
            }
        }
    }

    /** The law of total variance: the variance of images' means is at most the variance of all values. */
    @Test
    void isOfMeanSquareAtMostOneOverTheImagesWhoseStatisticsTheseAre() {
        ResNetSpec spec = ResNetSpec.named("demo", 32);
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                Network network = Network.load(spec);
                Weights weights = learned(spec)) {
            NDArray images = images(scope, 32);
            for (int i = 0; i < 200; i++) { // momentum 0.1: what was there before is worth 0.9^200 = 7e-10
                network.differentiableLogits(images, weights, Normalisation.BATCH)
                        .close();
            }

            NDList given = network.watched(scope, images, weights);

            NDArray z = given.get(1); // of the stem, whose input is the same in both modes
            assertThat(z.square().mean(new int[] {0}).max().getFloat()).isBetween(0.01f, 1f);
            assertThat(z.mean(new int[] {0}).abs().max().getFloat()).isLessThan(1e-4f);
        }
    }

    private static Weights learned(ResNetSpec spec) {
        Weights weights = Weights.initial(spec, 1);
        weights.statistics().forEach((name, array) -> {
            if (name.endsWith("var")) {
                array.addi(0.5);
            } else {
                float[] means = new float[(int) array.size()];
                for (int c = 0; c < means.length; c++) {
                    means[c] = c * 0.001f;
                }
                array.set(means);
            }
        });
        float[] gamma = weights.get("bn1.weight").toFloatArray();
        gamma[0] = 0; // a channel whose output says nothing
        weights.get("bn1.weight").set(gamma);
        return weights;
    }

    private static NDArray images(NDManager scope, int size) {
        NDArray pattern = scope.create(GoldenInput.pattern(size), new Shape(1, size, size));
        return pattern.mul(scope.arange(1f, 4f).div(3).reshape(3, 1, 1)); // (3, H, W)
    }

    /** z of every layer, each operation by itself. */
    private static Map<String, NDArray> step(ResNetSpec spec, Weights weights, NDArray images) {
        Map<String, NDArray> z = new LinkedHashMap<>();
        NDArray v = images.expandDims(1).repeat(1, 3); // (N, 3, H, W)
        v = relu(convolved(spec.entry(), weights, v, z));
        if (spec.pooled()) {
            v = Pool.maxPool2d(v, new Shape(3, 3), new Shape(2, 2), new Shape(1, 1), false);
        }
        for (Residual residual : spec.residuals()) {
            NDArray shortcut = v;
            for (Convolution convolution : residual.shortcut()) {
                shortcut = convolved(convolution, weights, v, z);
            }
            NDArray path = v;
            for (int i = 0; i < residual.path().size(); i++) {
                path = convolved(residual.path().get(i), weights, i == 0 ? path : relu(path), z);
            }
            v = relu(path.add(shortcut));
        }
        return z;
    }

    private static NDArray convolved(Convolution convolution, Weights weights, NDArray x, Map<String, NDArray> z) {
        long stride = convolution.stride();
        long padding = convolution.padding();
        NDArray y = Conv2d.conv2d(
                        x,
                        weights.get(convolution.name() + ".weight"),
                        null,
                        new Shape(stride, stride),
                        new Shape(padding, padding),
                        new Shape(1, 1))
                .singletonOrThrow();
        NDArray sigma =
                weights.get(convolution.norm() + ".running_var").add(EPSILON).sqrt();
        NDArray mean = weights.get(convolution.norm() + ".running_mean");
        z.put(
                convolution.norm(),
                y.mean(new int[] {3}).mean(new int[] {2}).sub(mean).div(sigma));
        NDArray gamma = weights.get(convolution.norm() + ".weight");
        NDArray beta = weights.get(convolution.norm() + ".bias");
        return y.sub(perPixel(mean)).div(perPixel(sigma)).mul(perPixel(gamma)).add(perPixel(beta));
    }

    private static NDArray perPixel(NDArray perChannel) {
        return perChannel.reshape(1, -1, 1, 1);
    }

    private static NDArray relu(NDArray v) {
        return v.maximum(0f);
    }

    /** The largest difference in units of the largest value. */
    private static double distance(NDArray given, NDArray expected) {
        return given.sub(expected).abs().max().getFloat() / expected.abs().max().getFloat();
    }
}
