package io.perennial.dicom;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A stream that ends in a {@link DicomException}: too early if cut off, too late if longer than allowed. */
final class BoundedInput {

    // what is taken on the word of a length field alone; more only as bytes arrive
    private static final int FIRST_BYTES = 1 << 16;

    private static final int BUFFER_BYTES = 8192;

    private final InputStream in;
    private final long limit;
    private long position;

    BoundedInput(InputStream in, long limit) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
        this.limit = limit;
    }

    long position() {
        return position;
    }

    /** Exactly so many bytes; memory grows with what has arrived, not with what was announced. */
    byte[] bytes(int length) throws IOException, DicomException {
        claim(length);
        byte[] bytes = new byte[Math.min(length, FIRST_BYTES)];
        int filled = 0;
        while (true) {
            int read = in.readNBytes(bytes, filled, bytes.length - filled);
            filled += read;
            if (filled < bytes.length) {
                throw cutOff();
            }
            if (filled == length) {
                return bytes;
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * bytes.length));
        }
    }

    /** As {@link #bytes}, or nothing where the stream ends before the first of them. */
    byte[] bytesOrEnd(int length) throws IOException, DicomException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length > 0 && bytes.length < length) {
            throw cutOff();
        }
        claim(bytes.length);
        return bytes;
    }

    /** Some of the next bytes, at most so many; -1 at the end. */
    int read(byte[] target, int offset, int length) throws IOException, DicomException {
        int count = in.read(target, offset, (int) Math.min(length, limit - position + 1));
        claim(Math.max(count, 0));
        return count;
    }

    /** Fills the first bytes of the buffer. */
    void fill(byte[] buffer, int length) throws IOException, DicomException {
        claim(length);
        if (in.readNBytes(buffer, 0, length) < length) {
            throw cutOff();
        }
    }

    void skip(long length) throws IOException, DicomException {
        claim(length);
        try {
            in.skipNBytes(length);
        } catch (EOFException e) {
            throw cutOff();
        }
    }

    private void claim(long length) throws DicomException {
        if (length > limit - position) {
            throw DicomException.tooLarge("the file is larger than the " + limit
                    + " bytes allowed, or an attribute at byte " + position + " announces more than the file holds");
        }
        position += length;
    }

    private DicomException cutOff() {
        return DicomException.malformed("the file is cut off: it ends before byte " + position);
    }
}
