package io.perennial.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Pixel data that is not compressed, in little-endian order. */
final class PlainPixels {

    private PlainPixels() {}

    /** @throws DicomException if it is not as long as the frame needs */
    static char[] decode(byte[] data, FrameShape shape) throws DicomException {
        long expected = (long) shape.count() * shape.allocated() / 8;
        if (data.length != expected && data.length != expected + expected % 2) {
            throw DicomException.malformed(
                    Tag.PIXEL_DATA + " has " + data.length + " bytes where the image needs " + expected);
        }
        char[] pixels = new char[shape.count()];
        char mask = shape.mask();
        if (shape.allocated() == 16) {
            ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asCharBuffer().get(pixels);
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] &= mask;
            }
        } else {
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (char) (data[i] & mask);
            }
        }
        return pixels;
    }
}
