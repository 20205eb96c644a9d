package io.perennial.network;

/** A picture that is nobody's: the input of every model card's known answer. */
public final class GoldenInput {

    /** Name of the pattern, version included, as model cards write it. */
    public static final String PATTERN = "waves-1";

    private GoldenInput() {}

    /**
     * Three waves of different direction and length, between 0 and 1.
     *
     * @param size edge in pixels
     * @return size × size grey values, row by row
     */
    public static float[] pattern(int size) {
        float[] grey = new float[size * size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                double u = (double) x / size;
                double v = (double) y / size;
                double waves = StrictMath.sin(7 * u + 3 * v)
                        + StrictMath.sin(23 * v - 5 * u) / 2
                        + StrictMath.sin(61 * (u + v)) / 4;
                grey[y * size + x] = (float) (0.5 + waves / 3.5);
            }
        }
        return grey;
    }
}
