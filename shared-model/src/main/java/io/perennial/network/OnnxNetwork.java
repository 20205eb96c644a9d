package io.perennial.network;

import static io.perennial.network.OnnxGraph.node;

import io.perennial.mammography.Density;
import io.perennial.network.ResNetSpec.Convolution;
import io.perennial.network.ResNetSpec.Residual;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * Writes a network with its weights as {@code model.onnx}, to be run by any server that reads ONNX: {@code grey}
 * (N, 1, H, W) of 0 to 1 gives {@code logits} (N, 4) and, per watched layer, {@code z.<layer>} (N, C), what
 * {@link Network#watched} gives. BatchNorm is folded into the convolutions; the first of them takes the grey image once, its
 * kernel the sum over the three channels that are alike in training.
 */
public final class OnnxNetwork {

    /** The graph's input. */
    public static final String GREY = "grey";

    /** The output that tells the categories. */
    public static final String LOGITS = "logits";

    /** What the output that tells a watched layer's input begins with. */
    public static final String INPUT_OF = "z.";

    private static final int IR_VERSION = 8; // of ONNX 1.10 to 1.13, and read by everything since
    private static final int OPERATORS = 13; // the operator set of ONNX 1.8: nothing here has changed since

    private final ResNetSpec spec;
    private final FoldedWeights folded;
    private final OnnxGraph graph;

    private OnnxNetwork(Weights weights) {
        this.spec = weights.spec();
        this.folded = new FoldedWeights(weights);
        this.graph = new OnnxGraph(spec.name());
    }

    /**
     * Writes the file. Equal weights give equal bytes.
     *
     * @param weights are read while it is written
     * @param metadata what the file says of itself, such as which model it is
     * @param out is not closed
     */
    public static void write(Weights weights, Map<String, String> metadata, OutputStream out) throws IOException {
        OnnxNetwork network = new OnnxNetwork(weights);
        network.build();
        ProtobufMessage model = new ProtobufMessage()
                .number(1, IR_VERSION)
                .text(2, "perennial")
                .message(8, new ProtobufMessage().text(1, "").number(2, OPERATORS))
                .message(7, network.graph.message());
        metadata.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> model.message(
                        14, new ProtobufMessage().text(1, entry.getKey()).text(2, entry.getValue())));
        model.writeTo(out);
    }

    private void build() {
        graph.input(GREY, 1, spec.inputSize(), spec.inputSize());
        String v = relu(convolve(spec.entry(), GREY));
        if (spec.pooled()) {
            v = graph.add(
                    node("MaxPool", "pooled", v)
                            .with("kernel_shape", List.of(3, 3))
                            .with("strides", List.of(2, 2))
                            .with("pads", List.of(1, 1, 1, 1)),
                    "pooled");
        }
        for (Residual residual : spec.residuals()) {
            v = residual(residual, v);
        }
        head(v);
        for (Watched watched : spec.watched()) {
            graph.output(
                    INPUT_OF + watched.convolution().norm(),
                    watched.convolution().out());
        }
    }

    private String residual(Residual residual, String input) {
        String shortcut = input;
        for (Convolution convolution : residual.shortcut()) {
            shortcut = convolve(convolution, input);
        }
        List<Convolution> path = residual.path();
        String v = input;
        for (int i = 0; i < path.size() - 1; i++) {
            v = relu(convolve(path.get(i), v));
        }
        v = convolve(path.get(path.size() - 1), v);
        return relu(graph.add(node("Add", v + ".sum", v, shortcut), v + ".sum"));
    }

    private void head(String v) {
        graph.output(LOGITS, Density.CATEGORIES);
        String pooled = graph.add(node("GlobalAveragePool", "mean", v), "mean");
        String features = graph.add(node("Flatten", "features", pooled), "features");
        String weight = graph.constant(
                "fc.weight",
                List.of((long) Density.CATEGORIES, (long) spec.features()),
                () -> folded.values("fc.weight"));
        String bias = graph.constant("fc.bias", List.of((long) Density.CATEGORIES), () -> folded.values("fc.bias"));
        graph.add(node("Gemm", LOGITS, features, weight, bias).with("transB", 1), LOGITS);
    }

    private String convolve(Convolution convolution, String input) {
        spec.watched().stream()
                .filter(watched -> watched.convolution().equals(convolution))
                .forEach(watched -> watch(watched, input));
        boolean grey = input.equals(GREY);
        String weight = graph.constant(
                convolution.name() + ".weight",
                shape(convolution, grey ? 1 : convolution.in()),
                () -> folded.weight(convolution, grey));
        String bias = graph.constant(
                convolution.name() + ".bias", List.of((long) convolution.out()), () -> folded.bias(convolution));
        int padding = convolution.padding();
        return graph.add(
                node("Conv", convolution.norm(), input, weight, bias)
                        .with("kernel_shape", List.of(convolution.kernel(), convolution.kernel()))
                        .with("strides", List.of(convolution.stride(), convolution.stride()))
                        .with("pads", List.of(padding, padding, padding, padding)),
                convolution.norm());
    }

    private String relu(String v) {
        return graph.add(node("Relu", v + ".relu", v), v + ".relu");
    }

    /** z of {@link Watched}. */
    private void watch(Watched watched, String input) {
        Convolution convolution = watched.convolution();
        String name = INPUT_OF + convolution.norm();
        String means = means(watched, input, name + ".means");
        String weight = graph.constant(
                name + ".weight",
                shape(convolution, watched.channels()),
                () -> folded.standardised(convolution, watched.grey()));
        String bias = graph.constant(
                name + ".bias", List.of((long) convolution.out()), () -> folded.standardisedShift(convolution));
        String v = graph.add(
                node("Conv", name + ".each", means, weight, bias)
                        .with("kernel_shape", List.of(convolution.kernel(), convolution.kernel())),
                name + ".each");
        graph.add(node("Flatten", name, v), name);
    }

    /** M of {@link Watched}, (N, C, k, k). */
    private String means(Watched watched, String input, String name) {
        if (watched.plain()) {
            return graph.add(node("GlobalAveragePool", name, input), name);
        }
        return watched.grey() ? products(watched, input, name) : windows(watched, input, name);
    }

    /** M = S x Sᵀ, where a row of S takes the mean of the positions that one tap meets: fastest for one large channel. */
    private String products(Watched watched, String input, String name) {
        long taps = watched.convolution().kernel();
        String down = graph.constant(name + ".down", List.of(taps, (long) watched.edge()), watched::meansOfTaps);
        String across = graph.add(node("Transpose", name + ".across", down), name + ".across");
        String narrow = graph.add(node("MatMul", name + ".narrow", input, across), name + ".narrow");
        return graph.add(node("MatMul", name, down, narrow), name);
    }

    /** One filter a channel whose taps, one for each position, are all alike: fastest for many small channels. */
    private String windows(Watched watched, String input, String name) {
        int positions = watched.positions();
        int first = watched.convolution().padding();
        int last = watched.reachedPadding();
        int stride = watched.convolution().stride();
        String taps = graph.add(
                node(
                                "ConstantOfShape",
                                name + ".taps",
                                graph.shape(name + ".shape", List.of(watched.channels(), 1, positions, positions)))
                        .with("value", (float) (1.0 / (positions * positions))),
                name + ".taps");
        return graph.add(
                node("Conv", name, input, taps)
                        .with("kernel_shape", List.of(positions, positions))
                        .with("dilations", List.of(stride, stride))
                        .with("pads", List.of(first, first, last, last))
                        .with("group", watched.channels()),
                name);
    }

    private static List<Long> shape(Convolution convolution, int channels) {
        long kernel = convolution.kernel();
        return List.of((long) convolution.out(), (long) channels, kernel, kernel);
    }
}
