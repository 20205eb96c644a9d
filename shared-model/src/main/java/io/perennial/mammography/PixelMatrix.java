package io.perennial.mammography;

/**
 * The stored values of one greyscale frame, as they came out of the DICOM object.
 *
 * @param rows height in pixels
 * @param columns width in pixels
 * @param bitsStored significant bits of each value, 1 to 16; values range from 0 to 2^bitsStored − 1
 * @param monochrome1 whether low values mean bright (MONOCHROME1)
 * @param values row by row from the top left, {@code rows × columns}; unsigned, hence {@code char}
 */
@SuppressWarnings(
        "ArrayRecordComponent") // millions of pixels are not copied, and matrices are never compared as records
public record PixelMatrix(int rows, int columns, int bitsStored, boolean monochrome1, char[] values) {

    public PixelMatrix {
        if (rows < 1 || columns < 1 || bitsStored < 1 || bitsStored > 16) {
            throw new IllegalArgumentException(
                    "no image has " + rows + " × " + columns + " pixels of " + bitsStored + " bits");
        }
        if (values.length != (long) rows * columns) {
            throw new IllegalArgumentException(
                    values.length + " values do not fill " + rows + " × " + columns + " pixels");
        }
    }

    /** The largest value the image format can hold: 4095 for 12 bit, 16383 for 14 bit. */
    public int maximumValue() {
        return (1 << bitsStored) - 1;
    }
}
