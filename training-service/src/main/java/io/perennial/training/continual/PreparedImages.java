package io.perennial.training.continual;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.perennial.artifact.Augmentation;
import io.perennial.artifact.LabelledImages;
import io.perennial.mammography.Density;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Images of one step, decoded and varied, in Java's memory: what another thread may prepare.
 *
 * @param size edge of each image in pixels
 * @param grey N × size × size values, 0 to 1
 * @param labels N × 4 values, one 1 for each image
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying a step's pixels would be its cost
record PreparedImages(int size, float[] grey, float[] labels) {

    /** The images as they are. */
    static PreparedImages plain(LabelledImages images, int[] indices) {
        int size = images.imageSize();
        float[] grey = new float[indices.length * size * size];
        for (int i = 0; i < indices.length; i++) {
            images.copyPixels(indices[i], grey, i * size * size);
        }
        return new PreparedImages(size, grey, labels(images, indices));
    }

    /** The images, each varied at random; on all processors, for a GPU would wait for one. */
    static PreparedImages varied(
            LabelledImages images, int[] indices, Augmentation augmentation, SplittableRandom random) {
        int size = images.imageSize();
        float[] grey = new float[indices.length * size * size];
        List<Variation> variations = Stream.generate(() -> Variation.drawn(augmentation, size, random))
                .limit(indices.length)
                .toList();
        IntStream.range(0, indices.length).parallel().forEach(i -> {
            float[] source = new float[size * size];
            images.copyPixels(indices[i], source, 0);
            variations.get(i).apply(source, grey, i * size * size);
        });
        return new PreparedImages(size, grey, labels(images, indices));
    }

    private static float[] labels(LabelledImages images, int[] indices) {
        float[] labels = new float[indices.length * Density.CATEGORIES];
        for (int i = 0; i < indices.length; i++) {
            labels[i * Density.CATEGORIES + images.density(indices[i]).rank()] = 1;
        }
        return labels;
    }

    /** N. */
    int count() {
        return labels.length / Density.CATEGORIES;
    }

    /** The images from {@code from} to before {@code to}, in the scope's memory. */
    Minibatch in(NDManager scope, int from, int to) {
        int pixels = size * size;
        int categories = Density.CATEGORIES;
        return new Minibatch(
                scope.create(
                        FloatBuffer.wrap(grey, from * pixels, (to - from) * pixels), new Shape(to - from, size, size)),
                scope.create(
                        Arrays.copyOfRange(labels, from * categories, to * categories),
                        new Shape(to - from, categories)));
    }
}
