package io.perennial.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * RLE Lossless (PS3.5 annex G): a frame's bytes in planes, the most significant first, each run by run.
 *
 * <p>A frame is a header of 64 bytes – the number of segments, then where each begins, 32 bit little endian – and one
 * segment a plane.
 */
final class RleLossless {

    private static final int HEADER_BYTES = 64;
    private static final int MOST_PIXELS_A_BYTE = 64; // two bytes make a run of 128

    private RleLossless() {}

    /** @throws DicomException if the planes are not those of the frame, or a plane's runs do not fill it exactly */
    static char[] decode(byte[] data, FrameShape shape) throws DicomException {
        int planes = shape.allocated() / 8;
        if (data.length < HEADER_BYTES) {
            throw DicomException.malformed("the RLE header is cut off");
        }
        ByteBuffer header = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        if (header.getInt(0) != planes) {
            throw DicomException.malformed(
                    "the RLE data has " + header.getInt(0) + " segments where the image needs " + planes);
        }
        if (shape.count() > (long) data.length * MOST_PIXELS_A_BYTE) {
            throw DicomException.malformed("the RLE data is cut off: it cannot fill " + shape.count() + " pixels");
        }
        char[] pixels = new char[shape.count()];
        for (int plane = 0; plane < planes; plane++) {
            int start = header.getInt(4 * (plane + 1));
            int end = plane + 1 < planes ? header.getInt(4 * (plane + 2)) : data.length;
            if (start < HEADER_BYTES || start > end || end > data.length) {
                throw DicomException.malformed("RLE segment " + (plane + 1) + " lies outside of the data");
            }
            unpack(data, start, end, 8 * (planes - 1 - plane), pixels);
        }
        char mask = shape.mask();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] &= mask;
        }
        return pixels;
    }

    // PS3.5 § G.3.2; what follows the last run is padding
    private static void unpack(byte[] data, int start, int end, int shift, char[] pixels) throws DicomException {
        int at = start;
        int filled = 0;
        while (filled < pixels.length) {
            int control = at < end ? data[at++] : -128;
            boolean literal = control >= 0;
            int run = literal ? control + 1 : 1 - control;
            int bytes = literal ? run : 1;
            if (control == -128 && at < end) {
                continue; // no operation
            }
            if (control == -128 || at + bytes > end || filled + run > pixels.length) {
                throw DicomException.malformed(
                        "an RLE segment is cut off or does not fit: " + filled + " of " + pixels.length + " pixels");
            }
            for (int i = 0; i < run; i++) {
                pixels[filled++] |= (char) ((data[at + (literal ? i : 0)] & 0xFF) << shift);
            }
            at += bytes;
        }
    }
}
