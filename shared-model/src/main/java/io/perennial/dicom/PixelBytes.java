package io.perennial.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Takes the pixel data of one frame into memory: its values in little-endian order, or its codestream. */
final class PixelBytes implements PixelSink {

    private final long most;
    private byte[] bytes = new byte[0];

    /** @param most bytes */
    PixelBytes(long most) {
        this.most = most;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public void plain(long length, boolean swapped, BoundedInput in) throws IOException, DicomException {
        requireFits(length);
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
