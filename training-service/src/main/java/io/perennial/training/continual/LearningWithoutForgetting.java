package io.perennial.training.continual;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import io.perennial.network.Network;
import io.perennial.network.Weights;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Learning without Forgetting: the new images are also to be answered as the base model answers them,
 *
 * <pre>
 * L(θ) = CE(θ) + λ τ² · (1/N) Σₙ KL( softmax(z*ₙ/τ) ‖ softmax(zₙ/τ) ),   τ = 2
 * </pre>
 *
 * with z* the base model's logits for the same augmented image. It needs no image of the original domain and no anchor.
 *
 * @see <a href="https://arxiv.org/abs/1606.09282">Li and Hoiem (2017), Learning without Forgetting</a>
 * @see <a href="https://arxiv.org/abs/1503.02531">Hinton et al. (2015), for the factor τ²</a>
 */
final class LearningWithoutForgetting implements ContinualMethod {

    private static final float TEMPERATURE = 2; // Li and Hoiem's

    private final Network network;
    private final Weights base;
    private final Map<Device, Weights> elsewhere = new HashMap<>(); // copies where other devices share the work
    private final double lambda;

    /**
     * @param network stays the caller's
     * @param base the model whose answers are kept; stays the caller's
     */
    LearningWithoutForgetting(Network network, Weights base, double lambda) {
        this.network = network;
        this.base = base;
        this.lambda = lambda;
    }

    @Override
    public UnaryOperator<NDArray> loss(Minibatch batch) {
        Device device = batch.grey().getDevice();
        Weights here = device.equals(base.device()) ? base : elsewhere.computeIfAbsent(device, base::copy);
        NDArray old = network.logits(batch.grey().getManager(), batch.grey(), here)
                .div(TEMPERATURE)
                .logSoftmax(1); // (N, 4)
        NDArray q = old.exp();
        float factor = (float) (lambda * TEMPERATURE * TEMPERATURE / batch.size());
        return logits -> {
            NDArray divergence =
                    q.mul(old.sub(logits.div(TEMPERATURE).logSoftmax(1))).sum();
            return batch.crossEntropy(logits).add(divergence.mul(factor));
        };
    }

    @Override
    public void close() {
        elsewhere.values().forEach(Weights::close);
    }
}
