package io.perennial.network;

import io.perennial.network.ResNetSpec.Convolution;
import java.util.function.UnaryOperator;

/** Writes, as TorchScript, what a watched layer is given. */
final class WatchSource {

    private WatchSource() {}

    /**
     * Lines that compute z.
     *
     * @param input variable with the convolution's input (N, C, H, W)
     * @param assign writes a line that evaluates an expression; gives the variable it is assigned to
     * @return the variable that holds z, (N, C)
     */
    static String write(Watched watched, String input, UnaryOperator<String> assign) {
        Convolution convolution = watched.convolution();
        String weight = "p[\"" + convolution.name() + ".weight\"]";
        String mean = "s[\"" + convolution.norm() + ".running_mean\"]";
        String variance = "s[\"" + convolution.norm() + ".running_var\"]";
        String x = input;
        if (watched.grey()) {
            x = assign.apply("torch.slice(" + input + ", 1, 0, 1)");
            weight = assign.apply("torch.sum(" + weight + ", [1], True)");
        }
        String means =
                assign.apply(watched.plain() ? "torch.mean(" + x + ", [2, 3], True)" : windows(watched, x, assign));
        String one = ResNetSource.pair(1);
        String v = assign.apply("torch.flatten("
                + ResNetSource.exactConv2d(means, weight, "None", one, ResNetSource.pair(0), one, 1) + ", 1)");
        return assign.apply("torch.mul(torch.sub(" + v + ", " + mean + "), torch.rsqrt(torch.add(" + variance + ", "
                + Normalisation.EPSILON + ")))");
    }

    /** M of {@link Watched}, (N, C, k, k): one filter a channel whose taps, one for each position, are all alike. */
    private static String windows(Watched watched, String x, UnaryOperator<String> assign) {
        int first = watched.convolution().padding();
        int last = watched.reachedPadding();
        int positions = watched.positions();
        String padded = assign.apply(
                "torch.constant_pad_nd(" + x + ", [" + first + ", " + last + ", " + first + ", " + last + "])");
        String taps = assign.apply("torch.new_full(" + x + ", [" + watched.channels() + ", 1, " + positions + ", "
                + positions + "], " + 1.0 / (positions * positions) + ")");
        return ResNetSource.exactConv2d(
                padded,
                taps,
                "None",
                ResNetSource.pair(1),
                ResNetSource.pair(0),
                ResNetSource.pair(watched.convolution().stride()),
                watched.channels());
    }
}
