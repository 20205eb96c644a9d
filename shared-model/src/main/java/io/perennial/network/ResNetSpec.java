package io.perennial.network;

import io.perennial.mammography.Density;
import java.util.ArrayList;
import java.util.List;

/**
 * The shape of a residual network, in torchvision's form (v1.5: a bottleneck strides in its 3 × 3 convolution).
 *
 * @param name as model cards write it
 * @param block what a residual block is made of
 * @param depths blocks per stage
 * @param widths channels per stage; a bottleneck gives four times as many
 * @param stem how the image enters
 * @param inputSize edge of the square images, in pixels
 * @see <a href="https://arxiv.org/abs/1512.03385">He et al. (2016), Deep Residual Learning</a>
 */
public record ResNetSpec(
        String name, Block block, List<Integer> depths, List<Integer> widths, Stem stem, int inputSize) {

    /** What a residual block is made of. */
    public enum Block {
        /** Two 3 × 3 convolutions. */
        BASIC(1),
        /** 1 × 1, 3 × 3, 1 × 1, the last four times as wide. */
        BOTTLENECK(4);

        private final int expansion;

        Block(int expansion) {
            this.expansion = expansion;
        }
    }

    /** How the image enters. */
    public enum Stem {
        /** 7 × 7, stride 2, then 3 × 3 maximum pooling, stride 2: ImageNet's. */
        LARGE(7, 2, true),
        /** 3 × 3, stride 2: for images of a few dozen pixels. */
        SMALL(3, 2, false);

        private final int kernel;
        private final int stride;
        private final boolean pooled;

        Stem(int kernel, int stride, boolean pooled) {
            this.kernel = kernel;
            this.stride = stride;
            this.pooled = pooled;
        }
    }

    /** A convolution and the BatchNorm layer behind it. */
    record Convolution(String name, String norm, int in, int out, int kernel, int stride) {
        int padding() {
            return kernel / 2;
        }

        /** The edge of what it gives for images of this edge. */
        int edge(int inputEdge) {
            return (inputEdge + 2 * padding() - kernel) / stride + 1;
        }
    }

    /** One residual block: its convolutions in order, and the one on its shortcut (none where shapes agree). */
    record Residual(List<Convolution> path, List<Convolution> shortcut) {}

    /** The names that {@link #named} knows. */
    public static final List<String> NAMES = List.of("demo", "resnet10", "resnet18", "resnet34", "resnet50");

    private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512);

    public ResNetSpec {
        depths = List.copyOf(depths);
        widths = List.copyOf(widths);
        if (depths.isEmpty() || depths.size() != widths.size() || inputSize < 8) {
            throw new IllegalArgumentException(depths.size() + " depths, " + widths.size() + " widths and an input of "
                    + inputSize + " pixels make no network");
        }
    }

    /**
     * The network of this name for images of this edge: {@code resnet10}, {@code resnet18}, {@code resnet34},
     * {@code resnet50}, or {@code demo}, three stages of 16, 32 and 64 channels that train in minutes on two cores.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public static ResNetSpec named(String name, int inputSize) {
        return switch (name) {
            case "demo" ->
                new ResNetSpec(name, Block.BASIC, List.of(1, 1, 1), List.of(16, 32, 64), Stem.SMALL, inputSize);
            case "resnet10" -> new ResNetSpec(name, Block.BASIC, List.of(1, 1, 1, 1), WIDTHS, Stem.LARGE, inputSize);
            case "resnet18" -> new ResNetSpec(name, Block.BASIC, List.of(2, 2, 2, 2), WIDTHS, Stem.LARGE, inputSize);
            case "resnet34" -> new ResNetSpec(name, Block.BASIC, List.of(3, 4, 6, 3), WIDTHS, Stem.LARGE, inputSize);
            case "resnet50" ->
                new ResNetSpec(name, Block.BOTTLENECK, List.of(3, 4, 6, 3), WIDTHS, Stem.LARGE, inputSize);
            default ->
                throw new IllegalArgumentException(
                        "no network \"" + name + "\": there are " + String.join(", ", NAMES));
        };
    }

    /** Every parameter, in torchvision's order. */
    public List<TensorSpec> parameters() {
        List<TensorSpec> parameters = new ArrayList<>();
        for (Convolution convolution : convolutions()) {
            parameters.add(TensorSpec.of(
                    convolution.name() + ".weight",
                    convolution.out(),
                    convolution.in(),
                    convolution.kernel(),
                    convolution.kernel()));
            parameters.add(TensorSpec.of(convolution.norm() + ".weight", convolution.out()));
            parameters.add(TensorSpec.of(convolution.norm() + ".bias", convolution.out()));
        }
        parameters.add(TensorSpec.of("fc.weight", Density.CATEGORIES, features()));
        parameters.add(TensorSpec.of("fc.bias", Density.CATEGORIES));
        return parameters;
    }

    /** Every BatchNorm running mean and variance, in torchvision's order. */
    public List<TensorSpec> statistics() {
        List<TensorSpec> statistics = new ArrayList<>();
        for (Convolution convolution : convolutions()) {
            statistics.add(TensorSpec.of(convolution.norm() + ".running_mean", convolution.out()));
            statistics.add(TensorSpec.of(convolution.norm() + ".running_var", convolution.out()));
        }
        return statistics;
    }

    /** The number of features the classification head sees. */
    public int features() {
        return widths.get(widths.size() - 1) * block.expansion;
    }

    /**
     * The BatchNorm layers whose inputs are watched while images are read, by torchvision's names, in the order of the
     * network: the stem's, and of each stage the last block's last. They see, from grey values to whole structures, what an
     * image is made of, and each stands where watching costs least.
     */
    public List<String> watchedLayers() {
        return watched().stream().map(watched -> watched.convolution().norm()).toList();
    }

    List<Watched> watched() {
        List<Watched> watched = new ArrayList<>(List.of(new Watched(entry(), inputSize)));
        int edge = entry().edge(inputSize);
        edge = pooled() ? (edge - 1) / 2 + 1 : edge; // 3 × 3, stride 2, padding 1
        int last = -1;
        for (int stage = 0; stage < depths.size(); stage++) {
            edge = stage > 0 ? (edge - 1) / 2 + 1 : edge;
            last += depths.get(stage);
            List<Convolution> path = residuals().get(last).path();
            watched.add(new Watched(path.get(path.size() - 1), edge));
        }
        return watched;
    }

    boolean pooled() {
        return stem.pooled;
    }

    /** Whether activations lie in memory with the channels of a pixel together: faster for wide layers on large images. */
    public boolean channelsLast() {
        return stem == Stem.LARGE;
    }

    Convolution entry() {
        return new Convolution("conv1", "bn1", 3, widths.get(0), stem.kernel, stem.stride);
    }

    List<Residual> residuals() {
        List<Residual> residuals = new ArrayList<>();
        int in = widths.get(0);
        for (int stage = 0; stage < depths.size(); stage++) {
            for (int index = 0; index < depths.get(stage); index++) {
                int stride = stage > 0 && index == 0 ? 2 : 1;
                residuals.add(residual("layer" + (stage + 1) + "." + index + ".", in, widths.get(stage), stride));
                in = widths.get(stage) * block.expansion;
            }
        }
        return residuals;
    }

    private Residual residual(String prefix, int in, int width, int stride) {
        int out = width * block.expansion;
        List<Convolution> path = switch (block) {
            case BASIC ->
                List.of(
                        new Convolution(prefix + "conv1", prefix + "bn1", in, width, 3, stride),
                        new Convolution(prefix + "conv2", prefix + "bn2", width, width, 3, 1));
            case BOTTLENECK ->
                List.of(
                        new Convolution(prefix + "conv1", prefix + "bn1", in, width, 1, 1),
                        new Convolution(prefix + "conv2", prefix + "bn2", width, width, 3, stride),
                        new Convolution(prefix + "conv3", prefix + "bn3", width, out, 1, 1));
        };
        List<Convolution> shortcut = stride == 1 && in == out
                ? List.of()
                : List.of(new Convolution(prefix + "downsample.0", prefix + "downsample.1", in, out, 1, stride));
        return new Residual(path, shortcut);
    }

    private List<Convolution> convolutions() {
        List<Convolution> convolutions = new ArrayList<>(List.of(entry()));
        for (Residual residual : residuals()) {
            convolutions.addAll(residual.path());
            convolutions.addAll(residual.shortcut());
        }
        return convolutions;
    }
}
