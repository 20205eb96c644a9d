package io.perennial.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.perennial.mammography.Density;
import java.util.Arrays;

/**
 * One model, ready to read: a network with its weights. Safe for many threads at once. Closing it closes the weights; the
 * network is the caller's.
 */
public final class Classifier implements AutoCloseable {

    private final Network network;
    private final Weights weights;

    public Classifier(Network network, Weights weights) {
        if (!network.spec().equals(weights.spec())) {
            throw new IllegalArgumentException("a " + network.spec().name() + " cannot use the weights of a "
                    + weights.spec().name());
        }
        this.network = network;
        this.weights = weights;
    }

    /** The edge of the images it reads, in pixels. */
    public int inputSize() {
        return network.spec().inputSize();
    }

    /**
     * Reads {@code n} images.
     *
     * @param grey n × H × W values, 0 (black) to 1 (white), image after image
     * @return n × 4 logits, in the order of {@code Density.rank()}
     */
    public float[][] logits(float[] grey, int n) {
        int size = inputSize();
        if (n < 1 || grey.length != (long) n * size * size) {
            throw new IllegalArgumentException(
                    grey.length + " values are not " + n + " images of " + size + " × " + size + " pixels");
        }
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), Network.ENGINE)) {
            NDArray images = scope.create(grey, new Shape(n, size, size));
            float[] flat = network.logits(scope, images, weights).toFloatArray();
            float[][] logits = new float[n][];
            for (int i = 0; i < n; i++) {
                logits[i] = Arrays.copyOfRange(flat, i * Density.CATEGORIES, (i + 1) * Density.CATEGORIES);
            }
            return logits;
        }
    }

    @Override
    public void close() {
        weights.close();
    }
}
