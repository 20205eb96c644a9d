package io.perennial.inference.engine;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.perennial.inference.swap.Readout;
import io.perennial.network.OnnxNetwork;
import io.perennial.network.ResNetSpec;
import io.perennial.network.Weights;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The engine of CPUs: the network as {@code model.onnx} on ONNX Runtime. */
final class OnnxRuntimeEngine implements Engine {

    private static final String ENGINE = "OnnxRuntime";

    private final ResNetSpec spec;
    private final Model model;
    private final Block block;

    private OnnxRuntimeEngine(ResNetSpec spec, Model model) {
        this.spec = spec;
        this.model = model;
        this.block = model.getBlock();
    }

    /**
     * Writes the network as ONNX and loads that. The weights stay the caller's and are not needed any more; nor is the
     * file, which is gone when this returns.
     *
     * @param threads of each operator, the calling one included
     */
    static OnnxRuntimeEngine of(Weights weights, int threads) throws IOException {
        // DJL would have another engine stand by for what ONNX Runtime cannot compute: nothing here
        System.setProperty("ai.djl.onnx.disable_alternative", "true");
        OnnxRuntimeLibraries.use();
        Path directory = Files.createTempDirectory("perennial-model");
        Path file = directory.resolve("model.onnx");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                OnnxNetwork.write(weights, Map.of(), out);
            }
            return new OnnxRuntimeEngine(weights.spec(), load(file, threads));
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
    }

    private static Model load(Path file, int threads) throws IOException {
        Model model = Model.newInstance("model", Device.cpu(), ENGINE);
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            // between two readings its threads would wait busily, and take the processors from what receives the next
            options.addConfigEntry("session.force_spinning_stop", "1");
            options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
            model.load(file, null, Map.of("sessionOptions", options));
            return model;
        } catch (OrtException | MalformedModelException e) {
            model.close();
            throw new IllegalArgumentException("ONNX Runtime does not accept the network", e);
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    @Override
    public Readout read(FloatBuffer grey, int n) {
        try (NDManager scope = model.getNDManager().newSubManager()) {
            NDArray images = scope.create(grey, new Shape(n, 1, spec.inputSize(), spec.inputSize()));
            NDList outputs = block.forward(new ParameterStore(scope, false), new NDList(images), false);
            List<float[][]> rows = new ArrayList<>();
            for (NDArray output : outputs) {
                rows.add(rows(output, n));
            }
            return Readouts.of(spec, rows.get(0), rows.subList(1, rows.size()));
        }
    }

    private static float[][] rows(NDArray output, int n) {
        FloatBuffer values = output.toByteBuffer().asFloatBuffer();
        float[][] rows = new float[n][values.remaining() / n];
        for (float[] row : rows) {
            values.get(row);
        }
        return rows;
    }

    @Override
    public void close() {
        model.close();
    }
}
