package io.perennial.training.continual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.perennial.artifact.LabelledImages;
import io.perennial.mammography.Density;
import java.util.SplittableRandom;

/**
 * Images of one step, with their labels as rows of a unit matrix.
 *
 * @param grey float32 (N, H, W), 0 to 1
 * @param labels float32 (N, 4), one 1 a row
 */
record Minibatch(NDArray grey, NDArray labels) {

    // of the edge; breasts are not placed to the pixel
    private static final double LARGEST_SHIFT = 1.0 / 16;

    /** The images as they are. */
    static Minibatch plain(LabelledImages images, int[] indices, NDManager scope) {
        int pixels = images.imageSize() * images.imageSize();
        float[] grey = new float[indices.length * pixels];
        for (int i = 0; i < indices.length; i++) {
            images.copyPixels(indices[i], grey, i * pixels);
        }
        return of(images, indices, grey, scope);
    }

    /** The images mirrored at random and shifted by up to a sixteenth of their edge; black fills what enters. */
    static Minibatch augmented(LabelledImages images, int[] indices, SplittableRandom random, NDManager scope) {
        int size = images.imageSize();
        int shift = (int) (size * LARGEST_SHIFT);
        float[] source = new float[size * size];
        float[] grey = new float[indices.length * size * size];
        for (int i = 0; i < indices.length; i++) {
            images.copyPixels(indices[i], source, 0);
            boolean mirrored = random.nextBoolean();
            int dx = random.nextInt(-shift, shift + 1);
            int dy = random.nextInt(-shift, shift + 1);
            for (int y = Math.max(0, dy); y < Math.min(size, size + dy); y++) {
                for (int x = Math.max(0, dx); x < Math.min(size, size + dx); x++) {
                    int column = mirrored ? size - 1 - (x - dx) : x - dx;
                    grey[(i * size + y) * size + x] = source[(y - dy) * size + column];
                }
            }
        }
        return of(images, indices, grey, scope);
    }

    private static Minibatch of(LabelledImages images, int[] indices, float[] grey, NDManager scope) {
        float[] labels = new float[indices.length * Density.CATEGORIES];
        for (int i = 0; i < indices.length; i++) {
            labels[i * Density.CATEGORIES + images.density(indices[i]).rank()] = 1;
        }
        int size = images.imageSize();
        return new Minibatch(
                scope.create(grey, new Shape(indices.length, size, size)),
                scope.create(labels, new Shape(indices.length, Density.CATEGORIES)));
    }

    /**
     * Mean cross-entropy: −(1/N) Σₙ log p(yₙ | xₙ).
     *
     * @param logits (N, 4)
     */
    NDArray crossEntropy(NDArray logits) {
        return logits.logSoftmax(1).mul(labels).sum().div(-labels.getShape().get(0)); // ()
    }
}
