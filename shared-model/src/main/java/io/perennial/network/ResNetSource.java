package io.perennial.network;

import io.perennial.network.ResNetSpec.Convolution;
import io.perennial.network.ResNetSpec.Residual;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a residual network as TorchScript: a pure function of grey images {@code x} (N, H, W), parameters {@code p} and
 * BatchNorm statistics {@code s}, giving logits (N, 4). One module: a method to read, one to read as far as the features,
 * and one per {@link Normalisation} to train.
 */
final class ResNetSource {

    /** The class the text declares. */
    static final String CLASS_NAME = "Net";

    /**
     * The method that reads, apart from those that train: TorchScript optimises a method for how it is called first, and
     * one that was called with gradients fails in inference mode ("Inference tensors cannot be saved for backward").
     */
    static final String READING = "forward";

    /** Reads as far as the features that the classification head sees, (N, F). */
    static final String FEATURES = "features";

    /** Gives a list: the logits, then of each watched layer what it was given, (N, C). In float32 alone. */
    static final String WATCHED = "watched";

    // PyTorch's numbers for its types and layouts, as TorchScript writes them
    private static final String TO_FLOAT32 = "6";
    private static final String TO_BFLOAT16 = "15";
    private static final String CHANNELS_LAST = "2";

    private final ResNetSpec spec;
    private final Precision precision;
    private final StringBuilder text = new StringBuilder();
    private final List<String> inputs = new ArrayList<>(); // of watched layers
    private boolean watching;
    private boolean reading;
    private int variables;

    private ResNetSource(ResNetSpec spec, Precision precision) {
        this.spec = spec;
        this.precision = precision;
    }

    static String of(ResNetSpec spec, Precision precision) {
        ResNetSource source = new ResNetSource(spec, precision);
        source.line("class " + CLASS_NAME + "(Module):");
        source.line("  __parameters__ = []");
        source.line("  __buffers__ = []");
        source.line("  training : bool");
        source.reading = true;
        source.declare(FEATURES);
        source.line("    return " + source.features(Normalisation.FOLDED));
        source.declare(READING);
        source.line("    return " + head("(self)." + FEATURES + "(x, p, s, )"));
        if (precision == Precision.FLOAT32) {
            source.declareWatched();
        }
        source.reading = false;
        for (Normalisation normalisation : Normalisation.values()) {
            source.declare(normalisation.method());
            source.line("    return " + head(source.features(normalisation)));
        }
        return source.text.toString();
    }

    private void declareWatched() {
        declare(WATCHED, "List[Tensor]");
        watching = true;
        String logits = head(features(Normalisation.FOLDED));
        watching = false;
        line("    return [" + logits + ", " + String.join(", ", inputs) + "]");
    }

    private void declare(String method) {
        declare(method, "Tensor");
    }

    private void declare(String method, String result) {
        variables = 0;
        line("  def " + method + "(self: __torch__." + CLASS_NAME
                + ", x: Tensor, p: Dict[str, Tensor], s: Dict[str, Tensor]) -> " + result + ":");
    }

    private static String head(String features) {
        return "torch.linear(" + features + ", p[\"fc.weight\"], p[\"fc.bias\"])";
    }

    /** Everything before the head; gives the variable that holds the features, float32 (N, F). */
    private String features(Normalisation normalisation) {
        String v = assign("torch.expand(torch.unsqueeze(x, 1), [-1, 3, -1, -1])"); // grey → (N, 3, H, W)
        if (spec.channelsLast()) {
            v = assign("torch.contiguous(" + computed(v) + ", memory_format=" + CHANNELS_LAST + ")");
        } else {
            v = assign(computed(v));
        }
        v = assign("torch.relu_(" + convolve(spec.entry(), v, normalisation) + ")");
        if (spec.pooled()) {
            v = assign("torch.max_pool2d(" + v + ", [3, 3], [2, 2], [1, 1])");
        }
        for (Residual residual : spec.residuals()) {
            v = residual(residual, v, normalisation);
        }
        v = assign("torch.mean(" + v + ", [2, 3])");
        return precision == Precision.FLOAT32 ? v : assign("torch.to(" + v + ", " + TO_FLOAT32 + ")");
    }

    private String residual(Residual residual, String input, Normalisation normalisation) {
        String shortcut = input;
        for (Convolution convolution : residual.shortcut()) {
            shortcut = convolve(convolution, input, normalisation);
        }
        String v = input;
        List<Convolution> path = residual.path();
        for (int i = 0; i < path.size(); i++) {
            v = convolve(path.get(i), v, normalisation);
            v = assign(i < path.size() - 1 ? "torch.relu_(" + v + ")" : "torch.add_(" + v + ", " + shortcut + ")");
        }
        return assign("torch.relu_(" + v + ")");
    }

    private String convolve(Convolution convolution, String input, Normalisation normalisation) {
        if (watching) {
            watch(convolution, input);
        }
        String weight = "p[\"" + convolution.name() + ".weight\"]";
        String gamma = "p[\"" + convolution.norm() + ".weight\"]";
        String beta = "p[\"" + convolution.norm() + ".bias\"]";
        String mean = "s[\"" + convolution.norm() + ".running_mean\"]";
        String variance = "s[\"" + convolution.norm() + ".running_var\"]";
        return switch (normalisation) {
            case FOLDED -> {
                // BatchNorm with fixed statistics is affine:
                // γ(Wx − μ)/√(σ² + ε) + β = (γ/√(σ² + ε))Wx + (β − γμ/√(σ² + ε))
                String scale = assign(scale(gamma, variance));
                String folded = assign("torch.mul(" + weight + ", torch.reshape(" + scale + ", [-1, 1, 1, 1]))");
                String shift = assign("torch.sub(" + beta + ", torch.mul(" + mean + ", " + scale + "))");
                yield assign(conv2d(convolution, input, computed(folded), computed(shift)));
            }
            case PER_SAMPLE -> {
                // the same, γ and β (N, C) of each sample
                String scale = assign(scale(gamma, variance));
                String shift = assign("torch.sub(" + beta + ", torch.mul(" + mean + ", " + scale + "))");
                String v = assign(conv2d(convolution, input, computed(weight), "None"));
                yield assign("torch.add(torch.mul(" + v + ", " + computed(perPixel(scale)) + "), "
                        + computed(perPixel(shift)) + ")");
            }
            case GIVEN, BATCH ->
                assign("torch.batch_norm(" + conv2d(convolution, input, computed(weight), "None") + ", " + gamma + ", "
                        + beta + ", " + mean + ", " + variance + ", "
                        + (normalisation == Normalisation.BATCH ? "True" : "False") + ", " + Normalisation.MOMENTUM
                        + ", " + Normalisation.EPSILON + ", False)");
        };
    }

    private void watch(Convolution convolution, String input) {
        for (Watched watched : spec.watched()) {
            if (watched.convolution().equals(convolution)) {
                inputs.add(WatchSource.write(watched, input, this::assign));
            }
        }
    }

    private static String scale(String gamma, String variance) {
        return "torch.mul(" + gamma + ", torch.rsqrt(torch.add(" + variance + ", " + Normalisation.EPSILON + ")))";
    }

    private static String perPixel(String perChannel) {
        return "torch.unsqueeze(torch.unsqueeze(" + perChannel + ", 2), 3)"; // (N, C) → (N, C, 1, 1)
    }

    /** In the number format of the computation. */
    private String computed(String v) {
        return precision == Precision.FLOAT32 ? v : "torch.to(" + v + ", " + TO_BFLOAT16 + ")";
    }

    private String conv2d(Convolution convolution, String input, String weight, String bias) {
        String stride = pair(convolution.stride());
        String padding = pair(convolution.padding());
        return reading
                ? exactConv2d(input, weight, bias, stride, padding, pair(1), 1)
                : "torch.conv2d(" + input + ", " + weight + ", " + bias + ", " + stride + ", " + padding + ", [1, 1])";
    }

    /**
     * The same function as {@code torch.conv2d}, which rounds the factors of float32 to 11 bits on GPUs that multiply those
     * faster (TF32). A reading is to be the same on every machine, to 1e-3 of its scale, and takes all 24.
     */
    static String exactConv2d(
            String input, String weight, String bias, String stride, String padding, String dilation, int groups) {
        return "torch._convolution(" + input + ", " + weight + ", " + bias + ", " + stride + ", " + padding + ", "
                + dilation + ", False, [0, 0], " + groups // not transposed
                + ", False, False, True, False)"; // benchmark, deterministic, cuDNN, TF32
    }

    static String pair(int value) {
        return "[" + value + ", " + value + "]";
    }

    private String assign(String expression) {
        String variable = "v" + variables++;
        line("    " + variable + " = " + expression);
        return variable;
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
