package io.perennial.network;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.util.Collection;

/**
 * A residual network as a pure function, compiled: logits = f(images, parameters, BatchNorm statistics). It holds no
 * weights; one serves any number of {@link Weights} of its spec. Reading is safe on many threads at once; training must
 * have a network of its own. The owner closes it.
 */
public final class Network implements AutoCloseable {

    static final String ENGINE = "PyTorch";

    private final ResNetSpec spec;
    private final Precision precision;
    private final Model model;
    private final PtSymbolBlock block;

    private Network(ResNetSpec spec, Precision precision, Model model) {
        this.spec = spec;
        this.precision = precision;
        this.model = model;
        this.block = (PtSymbolBlock) model.getBlock();
    }

    /** Writes the network's source for this spec and compiles it, in float32. */
    public static Network load(ResNetSpec spec) {
        return load(spec, Precision.FLOAT32);
    }

    /** Writes the network's source for this spec and compiles it. It computes where its arguments lie. */
    public static Network load(ResNetSpec spec, Precision precision) {
        return new Network(spec, precision, Script.load(ResNetSource.CLASS_NAME, ResNetSource.of(spec, precision)));
    }

    /**
     * Turns PyTorch's recording of gradients off for the calling thread. It is on in every thread but the one that loads
     * the engine; whoever computes with tensors that require gradients, and wants none, calls this first.
     */
    public static void recordNoGradientsOnThisThread() {
        Engine.getEngine(ENGINE); // loads the native library
        JniUtils.setGradMode(false);
    }

    public ResNetSpec spec() {
        return spec;
    }

    public Precision precision() {
        return precision;
    }

    /**
     * Reads images; no gradient is recorded.
     *
     * @param scope gets the result
     * @param grey float32 (N, H, W), 0 (black) to 1 (white)
     * @return logits, float32 (N, 4), in the order of {@code Density.rank()}
     */
    public NDArray logits(NDManager scope, NDArray grey, Weights weights) {
        return read(ResNetSource.READING, scope, grey, weights);
    }

    /**
     * Reads images as far as the features that the classification head sees.
     *
     * @param scope gets the result
     * @param grey float32 (N, H, W), 0 (black) to 1 (white)
     * @return features, float32 (N, F), F = {@link ResNetSpec#features()}
     */
    public NDArray features(NDManager scope, NDArray grey, Weights weights) {
        return read(ResNetSource.FEATURES, scope, grey, weights);
    }

    /**
     * Reads images, and tells what the watched BatchNorm layers were given; for a network in float32.
     *
     * @param scope gets the result
     * @param grey float32 (N, H, W), 0 (black) to 1 (white)
     * @return logits (N, 4), then per layer of {@link ResNetSpec#watchedLayers()} (N, C): the mean over all positions, in
     *     the units of the layer's statistics
     */
    public NDList watched(NDManager scope, NDArray grey, Weights weights) {
        try (IValue images = IValue.from((PtNDArray) grey);
                IValue result = IValueUtils.runMethod(
                        block,
                        ResNetSource.WATCHED,
                        images,
                        weights.parameterDictionary(),
                        weights.statisticDictionary())) {
            return result.toNDList((PtNDManager) scope);
        }
    }

    private NDArray read(String method, NDManager scope, NDArray grey, Weights weights) {
        try (IValue images = IValue.from((PtNDArray) grey);
                IValue result = IValueUtils.runMethod(
                        block, method, images, weights.parameterDictionary(), weights.statisticDictionary())) {
            return result.toTensor((PtNDManager) scope);
        }
    }

    /**
     * The same function with gradients recorded for the parameters that require them. One thread at a time.
     *
     * @param grey float32 (N, H, W); the result joins its manager
     * @param normalisation {@link Normalisation#BATCH} moves the running statistics in {@code weights}, in place
     * @return logits, float32 (N, 4)
     */
    public NDArray differentiableLogits(NDArray grey, Weights weights, Normalisation normalisation) {
        return differentiableLogits(grey, weights.parameters().values(), weights, normalisation);
    }

    /**
     * The same for other parameters than those of the weights, e.g. γ and β of {@link Normalisation#PER_SAMPLE}.
     *
     * @param parameters one for each of the spec's, each named as in {@code weights}: {@code "p."} and torchvision's name
     */
    public NDArray differentiableLogits(
            NDArray grey, Collection<NDArray> parameters, Weights weights, Normalisation normalisation) {
        try (NDArray method = grey.getManager().create(0f)) {
            method.setName("module_method:" + normalisation.method()); // DJL's way to name the method
            NDList inputs = new NDList(grey, method);
            inputs.addAll(parameters);
            inputs.addAll(weights.statistics().values());
            return block.forward(new ParameterStore(grey.getManager(), false), inputs, true)
                    .singletonOrThrow();
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
