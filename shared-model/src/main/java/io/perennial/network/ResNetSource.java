package io.perennial.network;

import io.perennial.network.ResNetSpec.Convolution;
import io.perennial.network.ResNetSpec.Residual;
import java.util.List;

/**
 * Writes a residual network as TorchScript: a pure function of grey images {@code x} (N, H, W), parameters {@code p} and
 * BatchNorm statistics {@code s}, giving logits (N, 4). One module, a method to read and one per {@link Normalisation} to train.
 */
final class ResNetSource {

    /** The class the text declares. */
    static final String CLASS_NAME = "Net";

    /**
     * The method that reads, apart from those that train: TorchScript optimises a method for how it is called first, and
     * one that was called with gradients fails in inference mode ("Inference tensors cannot be saved for backward").
     */
    static final String READING = "forward";

    private final ResNetSpec spec;
    private final StringBuilder text = new StringBuilder();
    private int variables;

    private ResNetSource(ResNetSpec spec) {
        this.spec = spec;
    }

    static String of(ResNetSpec spec) {
        ResNetSource source = new ResNetSource(spec);
        source.line("class " + CLASS_NAME + "(Module):");
        source.line("  __parameters__ = []");
        source.line("  __buffers__ = []");
        source.line("  training : bool");
        source.method(READING, Normalisation.FOLDED);
        for (Normalisation normalisation : Normalisation.values()) {
            source.method(normalisation.method(), normalisation);
        }
        return source.text.toString();
    }

    private void method(String name, Normalisation normalisation) {
        variables = 0;
        line("  def " + name + "(self: __torch__." + CLASS_NAME
                + ", x: Tensor, p: Dict[str, Tensor], s: Dict[str, Tensor]) -> Tensor:");
        String v = assign("torch.expand(torch.unsqueeze(x, 1), [-1, 3, -1, -1])"); // grey → (N, 3, H, W)
        v = assign("torch.relu_(" + convolve(spec.entry(), v, normalisation) + ")");
        if (spec.pooled()) {
            v = assign("torch.max_pool2d(" + v + ", [3, 3], [2, 2], [1, 1])");
        }
        for (Residual residual : spec.residuals()) {
            v = residual(residual, v, normalisation);
        }
        v = assign("torch.mean(" + v + ", [2, 3])"); // (N, features)
        line("    return torch.linear(" + v + ", p[\"fc.weight\"], p[\"fc.bias\"])");
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
        String weight = "p[\"" + convolution.name() + ".weight\"]";
        String gamma = "p[\"" + convolution.norm() + ".weight\"]";
        String beta = "p[\"" + convolution.norm() + ".bias\"]";
        String mean = "s[\"" + convolution.norm() + ".running_mean\"]";
        String variance = "s[\"" + convolution.norm() + ".running_var\"]";
        if (normalisation == Normalisation.FOLDED) {
            // BatchNorm with fixed statistics is affine: γ(Wx − μ)/√(σ² + ε) + β = (γ/√(σ² + ε))Wx + (β − γμ/√(σ² + ε))
            String scale = assign("torch.mul(" + gamma + ", torch.rsqrt(torch.add(" + variance + ", "
                    + Normalisation.EPSILON + ")))");
            String folded = assign("torch.mul(" + weight + ", torch.reshape(" + scale + ", [-1, 1, 1, 1]))");
            String shift = assign("torch.sub(" + beta + ", torch.mul(" + mean + ", " + scale + "))");
            return assign(conv2d(convolution, input, folded, shift));
        }
        boolean batch = normalisation == Normalisation.BATCH;
        return assign("torch.batch_norm(" + conv2d(convolution, input, weight, "None") + ", " + gamma + ", " + beta
                + ", " + mean + ", " + variance + ", " + (batch ? "True" : "False") + ", " + Normalisation.MOMENTUM
                + ", " + Normalisation.EPSILON + ", False)");
    }

    private static String conv2d(Convolution convolution, String input, String weight, String bias) {
        return "torch.conv2d(" + input + ", " + weight + ", " + bias + ", " + pair(convolution.stride()) + ", "
                + pair(convolution.padding()) + ", [1, 1])";
    }

    private static String pair(int value) {
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
