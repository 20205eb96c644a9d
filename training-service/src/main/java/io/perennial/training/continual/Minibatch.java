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
        NDArray likelihoods = logits.logSoftmax(1).mul(labels); // (N, 4)
        return labels.getDevice().isGpu()
                // a number of Java's would be copied there, and the forward pass waited for
                ? likelihoods.sum(new int[] {1}).mean().neg() // ()
                : likelihoods.sum().div(-size()); // (), to the bit what it always was
    }
}
