package io.perennial.training.continual;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.Safetensors;
import io.perennial.network.TensorSpec;
import io.perennial.network.Tensors;
import io.perennial.network.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A vector over parameters, kept as one float32 tensor for each, by name and in the network's order: θ, θ*, F. It may cover
 * all parameters of a network or some. Holds native memory, unless it is a view; the owner closes it.
 */
public final class ParameterVector implements AutoCloseable {

    private final Map<String, NDArray> arrays;
    private final @Nullable NDManager owned; // null for a view

    private ParameterVector(Map<String, NDArray> arrays, @Nullable NDManager owned) {
        this.arrays = arrays;
        this.owned = owned;
    }

    /** The parameters of these names as they stand in the weights: a view, which must not outlive them. */
    public static ParameterVector view(Weights weights, List<String> names) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        names.forEach(name -> arrays.put(name, weights.get(name)));
        return new ParameterVector(arrays, null);
    }

    /** These tensors by the names of their parameters: a view. */
    static ParameterVector view(Map<String, NDArray> arrays) {
        return new ParameterVector(new LinkedHashMap<>(arrays), null);
    }

    /** One tensor made of each of this vector's. */
    ParameterVector map(UnaryOperator<NDArray> operation) {
        NDManager manager = manager(device());
        Map<String, NDArray> mapped = new LinkedHashMap<>();
        arrays.forEach((name, array) -> {
            NDArray result = operation.apply(array);
            result.attach(manager);
            mapped.put(name, result);
        });
        return new ParameterVector(mapped, manager);
    }

    /** An independent copy. */
    public ParameterVector copy() {
        return map(NDArray::duplicate);
    }

    /** An independent copy in a device's memory. */
    ParameterVector copy(Device device) {
        return map(array -> Tensors.copy(array, device));
    }

    /** 0 everywhere. */
    ParameterVector zeros() {
        return map(NDArray::zerosLike);
    }

    /** 1 everywhere. */
    public ParameterVector ones() {
        return map(NDArray::onesLike);
    }

    /** The same tensors, of these parameters alone: a view. @throws IllegalArgumentException if one is not covered */
    ParameterVector only(List<String> names) {
        Map<String, NDArray> some = new LinkedHashMap<>();
        for (String name : names) {
            NDArray array = arrays.get(name);
            if (array == null) {
                throw new IllegalArgumentException("nothing is known of the parameter " + name);
            }
            some.put(name, array);
        }
        return new ParameterVector(some, null);
    }

    List<String> names() {
        return List.copyOf(arrays.keySet());
    }

    List<NDArray> arrays() {
        return List.copyOf(arrays.values());
    }

    /** Starts or stops recording gradients for these tensors. */
    public void requireGradients(boolean required) {
        arrays.values().forEach(array -> array.setRequiresGradient(required));
    }

    /**
     * The accumulated gradients: new handles of them, which would stay with the parameters' memory. The caller closes the
     * vector before the next step.
     */
    public ParameterVector gradients() {
        NDManager handles = manager(device());
        Map<String, NDArray> gradients = new LinkedHashMap<>();
        arrays.forEach((name, array) -> {
            NDArray gradient = JniUtils.getGradient((PtNDArray) array);
            gradient.attach(handles);
            gradients.put(name, gradient);
        });
        return new ParameterVector(gradients, handles);
    }

    /** Forgets what gradients were accumulated so far; a parameter that has none yet keeps having none. */
    void discardGradients() {
        for (NDArray array : arrays.values()) {
            PtNDArray gradient = JniUtils.getGradient((PtNDArray) array);
            if (gradient != null) {
                gradient.close();
                JniUtils.zeroGrad((PtNDArray) array);
            }
        }
    }

    /** The tensors themselves, not copies, as a script's list; the caller closes it. */
    public IValue asList() {
        return IValue.listFrom(
                arrays.values().stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
    }

    Device device() {
        return arrays.values().iterator().next().getDevice();
    }

    /** All values, parameter after parameter. */
    double[] toArray() {
        return arrays.values().stream()
                .map(NDArray::toFloatArray)
                .flatMapToDouble(array ->
                        java.util.stream.IntStream.range(0, array.length).mapToDouble(i -> array[i]))
                .toArray();
    }

    /** As the tensors of a file, each name behind this prefix. */
    List<Safetensors.Tensor> encoded(String prefix) {
        List<Safetensors.Tensor> tensors = new ArrayList<>();
        arrays.forEach((name, array) -> tensors.add(Tensors.encoded(prefix + name, array)));
        return tensors;
    }

    /**
     * The parameters of a file whose names stand behind this prefix.
     *
     * @throws ArtifactCorruptException if one is missing or does not fit
     */
    static ParameterVector read(Safetensors file, String prefix, List<TensorSpec> parameters)
            throws ArtifactCorruptException {
        NDManager manager = manager(Device.cpu());
        try {
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            for (TensorSpec parameter : parameters) {
                arrays.put(parameter.name(), Tensors.read(file.get(prefix + parameter.name()), parameter, manager));
            }
            return new ParameterVector(arrays, manager);
        } catch (ArtifactCorruptException | RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private static NDManager manager(Device device) {
        return NDManager.newBaseManager(device, "PyTorch");
    }

    @Override
    public void close() {
        if (owned != null) {
            owned.close();
        }
    }
}
