package io.perennial.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * One model, ready to read where its weights lie: a network with its weights. Safe for many threads at once. Closing it closes the weights; the
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
        requireImages(grey.length, n);
        try (NDManager scope = NDManager.newBaseManager(weights.device(), Network.ENGINE)) {
            return rows(network.logits(scope, images(scope, FloatBuffer.wrap(grey), n), weights));
        }
    }

    /**
     * Reads {@code n} images, and tells what the watched BatchNorm layers were given.
     *
     * @param grey n × H × W values, 0 (black) to 1 (white), image after image
     * @return n × 4 logits, then n × C values per layer of {@link ResNetSpec#watchedLayers()}
     */
    public List<float[][]> watched(FloatBuffer grey, int n) {
        requireImages(grey.remaining(), n);
        try (NDManager scope = NDManager.newBaseManager(weights.device(), Network.ENGINE)) {
            return network.watched(scope, images(scope, grey, n), weights).stream()
                    .map(Classifier::rows)
                    .toList();
        }
    }

    private void requireImages(int values, int n) {
        int size = inputSize();
        if (n < 1 || values != (long) n * size * size) {
            throw new IllegalArgumentException(
                    values + " values are not " + n + " images of " + size + " × " + size + " pixels");
        }
    }

    private NDArray images(NDManager scope, FloatBuffer grey, int n) {
        return scope.create(grey, new Shape(n, inputSize(), inputSize()));
    }

    private static float[][] rows(NDArray array) {
        float[] flat = array.toFloatArray();
        int n = (int) array.getShape().get(0);
        int columns = flat.length / n;
        float[][] rows = new float[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * columns, (i + 1) * columns);
        }
        return rows;
    }

    @Override
    public void close() {
        weights.close();
    }
}
