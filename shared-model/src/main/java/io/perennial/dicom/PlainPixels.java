package io.perennial.dicom;

/** Pixel data that is not compressed. */
final class PlainPixels {

    private PlainPixels() {}

    /**
     * Values of 8 bits.
     *
     * @throws DicomException if there are not as many as the frame needs
     */
    static char[] decode(byte[] data, FrameShape shape) throws DicomException {
        requireLength(data.length, shape);
        char[] pixels = new char[shape.count()];
        char mask = shape.mask();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (char) (data[i] & mask);
        }
        return pixels;
    }

    /**
     * Values of 16 bits, which it leaves where they are.
     *
     * @throws DicomException if there are not as many as the frame needs
     */
    static char[] decode(char[] pixels, FrameShape shape) throws DicomException {
        requireLength(2L * pixels.length, shape);
        char mask = shape.mask();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] &= mask;
        }
        return pixels;
    }

    private static void requireLength(long bytes, FrameShape shape) throws DicomException {
        long expected = (long) shape.count() * shape.allocated() / 8;
        if (bytes != expected && bytes != expected + expected % 2) {
            throw DicomException.malformed(
                    Tag.PIXEL_DATA + " has " + bytes + " bytes where the image needs " + expected);
        }
    }
}
