package io.perennial.training.continual;

import ai.djl.ndarray.NDArray;
import io.perennial.network.Weights;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a method of continual learning adds to plain fine-tuning: a pull of the parameters, a term of the loss, or a step
 * after training. Each method is a small class that does one of the three.
 */
interface ContinualMethod extends AutoCloseable {

    /** Plain fine-tuning. */
    ContinualMethod NONE = new ContinualMethod() {};

    /** The pull whose gradient is added to each step's; none unless a method says so. */
    default Optional<Pull> pull() {
        return Optional.empty();
    }

    /**
     * The loss of a minibatch, as a function of the logits (N, 4) that the learning model gives for it: cross-entropy,
     * unless a method says otherwise. Asked for without gradients being recorded, computed while they are.
     */
    default UnaryOperator<NDArray> loss(Minibatch batch) {
        return batch::crossEntropy;
    }

    /**
     * Ends a training: changes the weights in place, or leaves them.
     *
     * @param tuned what training came to
     */
    default void conclude(Weights tuned, TrainingListener listener) throws CancelledException {}

    @Override
    default void close() {}
}
