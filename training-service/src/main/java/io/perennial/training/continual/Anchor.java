package io.perennial.training.continual;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.Digest;
import io.perennial.artifact.FisherCertificate;
import io.perennial.artifact.Safetensors;
import io.perennial.network.ResNetSpec;
import io.perennial.network.TensorSpec;
import io.perennial.network.Tensors;
import io.perennial.network.Weights;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the original domain leaves behind for later training, and no image: θ*, the Fisher diagonal F. The BatchNorm
 * statistics travel with every model. Holds native memory; the owner closes it.
 */
public final class Anchor implements AutoCloseable {

    private static final String FISHER = "fisher.";
    private static final String MEAN = "mean.";

    private final NDManager manager;
    private final Map<String, NDArray> fisher;
    private final Map<String, NDArray> mean;

    private Anchor(NDManager manager, Map<String, NDArray> fisher, Map<String, NDArray> mean) {
        this.manager = manager;
        this.fisher = fisher;
        this.mean = mean;
    }

    /** The anchor of weights, given their Fisher diagonal in the order of the parameters; takes the manager over. */
    static Anchor of(Weights weights, List<NDArray> diagonal, NDManager manager) {
        Map<String, NDArray> fisher = new LinkedHashMap<>();
        Map<String, NDArray> mean = new LinkedHashMap<>();
        int i = 0;
        for (Map.Entry<String, NDArray> parameter : weights.parameters().entrySet()) {
            fisher.put(parameter.getKey(), diagonal.get(i++));
            NDArray copy = parameter.getValue().duplicate();
            copy.attach(manager);
            mean.put(parameter.getKey(), copy);
        }
        return new Anchor(manager, fisher, mean);
    }

    /** Reads {@code anchor.safetensors}. @throws ArtifactCorruptException if a tensor is missing or does not fit */
    public static Anchor read(ResNetSpec spec, ByteBuffer safetensors) throws ArtifactCorruptException {
        Safetensors file = Safetensors.parse(safetensors);
        NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        try {
            Map<String, NDArray> fisher = new LinkedHashMap<>();
            Map<String, NDArray> mean = new LinkedHashMap<>();
            for (TensorSpec parameter : spec.parameters()) {
                String name = parameter.name();
                fisher.put(name, Tensors.read(file.get(FISHER + name), parameter, manager));
                mean.put(name, Tensors.read(file.get(MEAN + name), parameter, manager));
            }
            return new Anchor(manager, fisher, mean);
        } catch (ArtifactCorruptException | RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** The {@code anchor.safetensors} of this anchor. */
    public byte[] encode() {
        List<Safetensors.Tensor> tensors = new ArrayList<>();
        fisher.forEach((name, array) -> tensors.add(Tensors.encoded(FISHER + name, array)));
        mean.forEach((name, array) -> tensors.add(Tensors.encoded(MEAN + name, array)));
        return Safetensors.encode(tensors);
    }

    /** What the diagonal was computed from and how it is spread. */
    public FisherCertificate certificate(int samples, int distinctSamples) {
        double[] values = fisher.values().stream()
                .map(NDArray::toFloatArray)
                .flatMapToDouble(array ->
                        java.util.stream.IntStream.range(0, array.length).mapToDouble(i -> array[i]))
                .toArray();
        Arrays.sort(values);
        List<Safetensors.Tensor> tensors = new ArrayList<>();
        fisher.forEach((name, array) -> tensors.add(Tensors.encoded(FISHER + name, array)));
        return new FisherCertificate(
                "EXACT",
                samples,
                distinctSamples,
                Arrays.stream(values).sum(),
                values[values.length - 1],
                quantile(values, 0.5),
                quantile(values, 0.9),
                quantile(values, 0.99),
                Digest.of(Safetensors.encode(tensors)));
    }

    /** F of these parameters. */
    List<NDArray> fisher(List<String> names) {
        return names.stream().map(fisher::get).toList();
    }

    /** θ* of these parameters. */
    List<NDArray> mean(List<String> names) {
        return names.stream().map(mean::get).toList();
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    @Override
    public void close() {
        manager.close();
    }
}
