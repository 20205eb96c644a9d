package io.perennial.training.continual;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.perennial.network.Network;
import io.perennial.network.Normalisation;
import io.perennial.network.Weights;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Accumulates the gradient of a minibatch's mean loss in the parameters that require it. Where memory runs out, the
 * minibatch is taken in two halves from then on; the gradient is the same sum, but statistics that BatchNorm takes from
 * batches are those of the halves.
 */
final class Backpropagation {

    /** One forward and backward pass; apart, so that a test can let it fail. */
    interface Pass {
        /** The sum over the images of loss × {@code weight}; its gradient is accumulated. */
        double run(PreparedImages images, int from, int to, double weight);
    }

    private final Pass pass;
    private final ParameterVector parameters;
    private final TrainingListener listener;
    private int parts = 1;

    Backpropagation(Pass pass, ParameterVector parameters, TrainingListener listener) {
        this.pass = pass;
        this.parameters = parameters;
        this.listener = listener;
    }

    /** Through a network, with a method's loss. */
    static Backpropagation through(
            Network network,
            Weights weights,
            Normalisation normalisation,
            ContinualMethod method,
            ParameterVector parameters,
            TrainingListener listener) {
        Pass pass = (images, from, to, weight) -> {
            try (NDManager scope = NDManager.newBaseManager(weights.device(), "PyTorch")) {
                Minibatch batch = images.in(scope, from, to);
                UnaryOperator<NDArray> loss = method.loss(batch);
                NDArray share = scope.create((float) weight);
                JniUtils.setGradMode(true);
                NDArray result = loss.apply(network.differentiableLogits(batch.grey(), weights, normalisation));
                JniUtils.backward((PtNDArray) result, (PtNDArray) share, false, false);
                return result.getFloat() * weight;
            } finally {
                JniUtils.setGradMode(false);
            }
        };
        return new Backpropagation(pass, parameters, listener);
    }

    /** The mean loss over these images; its gradient is accumulated. */
    double run(PreparedImages images) {
        try {
            return runInParts(images);
        } catch (EngineException | OutOfMemoryError e) {
            int halved = (images.count() + 1) / 2;
            if (parts > 1 || images.count() < 2 || !outOfMemory(e)) {
                throw e;
            }
            parts = 2;
            parameters.discardGradients();
            listener.onMemoryShort(halved);
            return runInParts(images);
        }
    }

    private double runInParts(PreparedImages images) {
        int n = images.count();
        int size = (n + parts - 1) / parts;
        double loss = 0;
        for (int from = 0; from < n; from += size) {
            int to = Math.min(from + size, n);
            loss += pass.run(images, from, to, (double) (to - from) / n);
        }
        return loss;
    }

    /** How PyTorch's allocators say it, on the CPU and on GPUs. */
    private static boolean outOfMemory(Throwable e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return e instanceof OutOfMemoryError
                || message.contains("out of memory")
                || message.contains("can't allocate memory")
                || message.contains("not enough memory");
    }
}
