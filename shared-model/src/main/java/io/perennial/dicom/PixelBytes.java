package io.perennial.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Takes the pixel data of one frame into memory: its values, which it decodes as they pass if they have 16 bits, or its codestream. */
final class PixelBytes implements PixelSink {

    private final long most;
    private final boolean wide;
    private byte[] bytes = new byte[0];
    private char @Nullable [] words;

    /**
     * @param most bytes
     * @param wide whether a value that is not compressed has 16 bits
     */
    PixelBytes(long most, boolean wide) {
        this.most = most;
        this.wide = wide;
    }

    /** The 16-bit values that were not compressed; null if it is not these that came. */
    char @Nullable [] words() {
        return words;
    }

    /** What else came: narrower values, or a codestream. */
    byte[] bytes() {
        return bytes;
    }

    @Override
    public void plain(long length, boolean swapped, BoundedInput in) throws IOException, DicomException {
        requireFits(length);
        if (wide && length % 2 == 0) {
            words = in.words((int) length / 2, swapped ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            return;
        }
        bytes = in.bytes((int) length);
        if (swapped) {
            swapPairs(bytes, bytes.length);
        }
    }

    @Override
    public void fragment(int index, long length, BoundedInput in) throws IOException, DicomException {
        if (index == 0) {
            in.skip(length); // of one frame all fragments belong together
            return;
        }
        requireFits(bytes.length + length);
        byte[] fragment = in.bytes((int) length);
        if (bytes.length == 0) {
            bytes = fragment;
        } else {
            ByteArrayOutputStream joined = new ByteArrayOutputStream(bytes.length + fragment.length);
            joined.writeBytes(bytes);
            joined.writeBytes(fragment);
            bytes = joined.toByteArray();
        }
    }

    @Override
    public void end() {}

    private void requireFits(long length) throws DicomException {
        if (length > most) {
            throw DicomException.tooLarge(
                    Tag.PIXEL_DATA + " has " + length + " bytes, more than the " + most + " allowed");
        }
    }

    /** Exchanges the bytes of each pair, as the other byte order has them. */
    static void swapPairs(byte[] bytes, int length) {
        for (int i = 0; i + 1 < length; i += 2) {
            byte first = bytes[i];
            bytes[i] = bytes[i + 1];
            bytes[i + 1] = first;
        }
    }
}
