package io.perennial.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Safetensors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * All that a network has learned: its parameters and BatchNorm statistics, float32, by torchvision's names. Holds native
 * memory; whoever gets one closes it. Reading from many threads is safe, changing is for one thread alone.
 */
public final class Weights implements AutoCloseable {

    /** Where the tensors of one network come from: its file, chance, or other weights. */
    private interface Source {
        NDArray tensor(TensorSpec spec, NDManager manager) throws ArtifactCorruptException;
    }

    private final ResNetSpec spec;
    private final NDManager manager;
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();
    private final Map<String, NDArray> statistics = new LinkedHashMap<>();
    private @Nullable IValue parameterDictionary;
    private @Nullable IValue statisticDictionary;

    private Weights(ResNetSpec spec, Device device, Source source) throws ArtifactCorruptException {
        this.spec = spec;
        this.manager = NDManager.newBaseManager(device, Network.ENGINE);
        try {
            for (TensorSpec tensor : spec.parameters()) {
                parameters.put(tensor.name(), named(source.tensor(tensor, manager), "p." + tensor.name()));
            }
            for (TensorSpec tensor : spec.statistics()) {
                statistics.put(tensor.name(), named(source.tensor(tensor, manager), "s." + tensor.name()));
            }
        } catch (ArtifactCorruptException | RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /**
     * Reads {@code model.safetensors}; torchvision's {@code num_batches_tracked} are ignored.
     *
     * @throws ArtifactCorruptException if a tensor is missing, left over, of another shape or type, or not finite
     */
    public static Weights read(ResNetSpec spec, ByteBuffer safetensors) throws ArtifactCorruptException {
        Safetensors file = Safetensors.parse(safetensors);
        List<String> known = new ArrayList<>();
        spec.parameters().forEach(tensor -> known.add(tensor.name()));
        spec.statistics().forEach(tensor -> known.add(tensor.name()));
        List<String> leftOver = file.tensors().stream()
                .map(Safetensors.Tensor::name)
                .filter(name -> !known.contains(name) && !name.endsWith("num_batches_tracked"))
                .toList();
        if (!leftOver.isEmpty()) {
            throw new ArtifactCorruptException("these tensors belong to no " + spec.name() + ": " + leftOver);
        }
        return new Weights(
                spec, Device.cpu(), (tensor, manager) -> Tensors.read(file.get(tensor.name()), tensor, manager));
    }

    /**
     * Weights to start from: convolutions normal with variance 2 / (out · k²), γ = 1, β = 0, the head uniform within
     * ±1/√features, as torchvision initialises; statistics of mean 0 and variance 1.
     *
     * @see <a href="https://arxiv.org/abs/1502.01852">He et al. (2015), Delving Deep into Rectifiers</a>
     */
    public static Weights initial(ResNetSpec spec, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return uncorrupted(
                spec, Device.cpu(), (tensor, manager) -> Tensors.initial(tensor, spec.features(), random, manager));
    }

    /** Weights of this spec from tensors that somebody else makes, one after the other. */
    static Weights of(ResNetSpec spec, BiFunction<TensorSpec, NDManager, NDArray> source) {
        return uncorrupted(spec, Device.cpu(), source::apply);
    }

    /** An independent copy. */
    public Weights copy() {
        return copy(device());
    }

    /** An independent copy in a device's memory. */
    public Weights copy(Device device) {
        return uncorrupted(spec, device, (tensor, to) -> Tensors.copy(get(tensor.name()), device));
    }

    /** Where these weights lie. */
    public Device device() {
        return manager.getDevice();
    }

    /**
     * The point θ(α) = (1 − α)·this + α·tuned of the line between the two, statistics included; with the same frozen
     * statistics on both ends they stay what they are.
     *
     * @param alpha 0 gives this, 1 gives tuned
     */
    public Weights between(Weights tuned, double alpha) {
        if (!spec.equals(tuned.spec)) {
            throw new IllegalArgumentException("no line leads from a " + spec.name() + " to a " + tuned.spec.name());
        }
        return uncorrupted(spec, device(), (tensor, to) -> {
            NDArray from = get(tensor.name());
            NDArray end = tuned.get(tensor.name());
            if (alpha == 1 || from.equals(end)) {
                return end.duplicate();
            }
            try (NDArray part = end.mul(alpha)) {
                return from.mul(1 - alpha).addi(part);
            }
        });
    }

    private static Weights uncorrupted(ResNetSpec spec, Device device, Source source) {
        try {
            return new Weights(spec, device, source);
        } catch (ArtifactCorruptException e) {
            throw new IllegalStateException("tensors in memory cannot be corrupt", e);
        }
    }

    public ResNetSpec spec() {
        return spec;
    }

    /** The parameters by name, in torchvision's order; owned by this object. */
    public Map<String, NDArray> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /** The BatchNorm running means and variances by name; owned by this object. */
    public Map<String, NDArray> statistics() {
        return Collections.unmodifiableMap(statistics);
    }

    /** The {@code model.safetensors} of these weights; equal weights give equal bytes. */
    public byte[] encode() {
        List<Safetensors.Tensor> tensors = new ArrayList<>();
        parameters.forEach((name, array) -> tensors.add(Tensors.encoded(name, array)));
        statistics.forEach((name, array) -> tensors.add(Tensors.encoded(name, array)));
        return Safetensors.encode(tensors);
    }

    /** The digest of the BatchNorm statistics alone: it does not change while they are frozen. */
    public Digest statisticsDigest() {
        List<Safetensors.Tensor> tensors = new ArrayList<>();
        statistics.forEach((name, array) -> tensors.add(Tensors.encoded(name, array)));
        return Digest.of(Safetensors.encode(tensors));
    }

    /** The parameters as a TorchScript dictionary; a view, in-place changes show. */
    synchronized IValue parameterDictionary() {
        if (parameterDictionary == null) {
            parameterDictionary = dictionary(parameters);
        }
        return parameterDictionary;
    }

    /** The statistics as a TorchScript dictionary; a view, in-place changes show. */
    synchronized IValue statisticDictionary() {
        if (statisticDictionary == null) {
            statisticDictionary = dictionary(statistics);
        }
        return statisticDictionary;
    }

    @Override
    public synchronized void close() {
        if (parameterDictionary != null) {
            parameterDictionary.close();
        }
        if (statisticDictionary != null) {
            statisticDictionary.close();
        }
        manager.close();
    }

    /** The parameter or statistic of this name. @throws NullPointerException if there is none */
    public NDArray get(String name) {
        NDArray parameter = parameters.get(name);
        return parameter != null ? parameter : Objects.requireNonNull(statistics.get(name));
    }

    private NDArray named(NDArray array, String name) {
        array.attach(manager);
        array.setName(name);
        return array;
    }

    private static IValue dictionary(Map<String, NDArray> arrays) {
        Map<String, PtNDArray> byName = new LinkedHashMap<>();
        arrays.forEach((name, array) -> byName.put(name, (PtNDArray) array));
        return IValue.stringMapFrom(byName);
    }
}
