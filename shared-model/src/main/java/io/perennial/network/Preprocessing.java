package io.perennial.network;

import io.perennial.mammography.PixelMatrix;

/**
 * From stored pixel values to what the network sees; the one function for cohorts and for readings. MONOCHROME1 is
 * inverted, values are divided by the largest the format can hold (paper, Appendix A.1), the image is resized to a square
 * with anti-aliasing, and the result is kept as 16-bit grey.
 */
public final class Preprocessing {

    /** Name and version; a model reads only images that were made by the version it was trained with. */
    public static final String VERSION = "grey-1";

    private static final double WHITE = 65535; // the largest U16

    private Preprocessing() {}

    /**
     * Preprocesses one image.
     *
     * @param size edge of the result in pixels; the aspect ratio is not kept, as in the paper
     * @return size × size values, row by row; 0 is black, 65535 white
     */
    public static char[] toGrey16(PixelMatrix image, int size) {
        double[] narrowed = Resampling.of(image.columns(), size).rows(image); // (rows, size)
        double[] resized = Resampling.of(image.rows(), size).columns(narrowed, size); // (size, size)
        double maximum = image.maximumValue();
        char[] grey = new char[resized.length];
        for (int i = 0; i < grey.length; i++) {
            double value = Math.min(resized[i] / maximum, 1); // stray bits above BitsStored are white
            grey[i] = (char) Math.rint((image.monochrome1() ? 1 - value : value) * WHITE);
        }
        return grey;
    }

    /**
     * The grey values a network reads, of what {@link #toGrey16} gave or a cohort holds.
     *
     * @param grey from {@code offset} on receives one value per pixel, 0 (black) to 1 (white)
     */
    public static void toUnitInterval(char[] grey16, float[] grey, int offset) {
        for (int i = 0; i < grey16.length; i++) {
            grey[offset + i] = (float) (grey16[i] / WHITE);
        }
    }
}
