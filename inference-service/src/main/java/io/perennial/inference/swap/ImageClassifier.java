package io.perennial.inference.swap;

/**
 * A loaded network on whichever engine runs it. Safe for many threads; whoever loaded it closes it, once nobody is inside
 * {@link #logits}.
 */
public interface ImageClassifier extends AutoCloseable {

    /**
     * The logits of n images.
     *
     * @param grey n × size × size values of 0 to 1, row by row
     * @return n × 4, by rank of the density
     */
    float[][] logits(float[] grey, int n);

    @Override
    void close();
}
