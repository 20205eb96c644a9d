package io.perennial.inference.swap;

/**
 * A loaded network on whichever engine runs it. Safe for many threads; whoever loaded it closes it, once nobody is inside
 * {@link #read}.
 */
public interface ImageClassifier extends AutoCloseable {

    /**
     * Reads n images.
     *
     * @param grey n × size × size values of 0 to 1, row by row
     */
    Readout read(float[] grey, int n);

    @Override
    void close();
}
