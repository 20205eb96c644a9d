package io.perennial.training.continual;

import ai.djl.ndarray.NDArray;

/**
 * Images of one pass in native memory, with their labels as rows of a unit matrix.
 *
 * @param grey float32 (N, H, W), 0 to 1
 * @param labels float32 (N, 4), one 1 a row
 */
record Minibatch(NDArray grey, NDArray labels) {

    /** N. */
    int size() {
        return (int) grey.getShape().get(0);
    }

    /**
     * Mean cross-entropy: −(1/N) Σₙ log p(yₙ | xₙ).
     *
     * @param logits (N, 4)
     */
    NDArray crossEntropy(NDArray logits) {
        // no number of Java's takes part: on a GPU each would be copied there, and the forward pass waited for
        return logits.logSoftmax(1).mul(labels).sum(new int[] {1}).mean().neg(); // ()
    }
}
