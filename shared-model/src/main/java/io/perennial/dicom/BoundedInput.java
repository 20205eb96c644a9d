package io.perennial.dicom;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.util.Arrays;

/** A stream that ends in a {@link DicomException}: too early if cut off, too late if longer than allowed. */
final class BoundedInput {

    // what is taken on the word of a length field alone; once that has arrived, more; then the whole
    private static final int FIRST_BYTES = 1 << 16;
    private static final int MORE_BYTES = 1 << 20;

    private static final int BUFFER_BYTES = 1 << 14;

    private final InputStream in; // read by attempt() alone
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
        byte[] bytes = new byte[(int) room(length, 0)];
        int filled = 0;
        while (true) {
            filled += attempt(bytes, filled, bytes.length - filled);
            if (filled < bytes.length) {
                throw cutOff();
            }
            if (filled == length) {
                return bytes;
            }
            bytes = Arrays.copyOf(bytes, (int) room(length, filled));
        }
    }

    /** As {@link #bytes}, two of them a value, decoded as they arrive. */
    char[] words(int count, ByteOrder order) throws IOException, DicomException {
        long length = 2L * count;
        claim(length);
        byte[] chunk = new byte[FIRST_BYTES];
        CharBuffer decoded = ByteBuffer.wrap(chunk).order(order).asCharBuffer();
        char[] words = new char[(int) room(length, 0) / 2];
        int filled = 0;
        while (filled < count) {
            if (filled == words.length) {
                words = Arrays.copyOf(words, (int) room(length, 2L * filled) / 2);
            }
            int more = Math.min(decoded.capacity(), words.length - filled);
            if (attempt(chunk, 0, 2 * more) < 2 * more) {
                throw cutOff();
            }
            decoded.get(0, words, filled, more);
            filled += more;
        }
        return words;
    }

    /** Memory that may be taken for so many announced bytes once some of them have arrived. */
    private static long room(long announced, long arrived) {
        return arrived >= MORE_BYTES ? announced : Math.min(announced, arrived == 0 ? FIRST_BYTES : MORE_BYTES);
    }

    /** As {@link #bytes}, or nothing where the stream ends before the first of them. */
    byte[] bytesOrEnd(int length) throws IOException, DicomException {
        byte[] bytes = new byte[length];
        int count = attempt(bytes, 0, length);
        claim(count);
        if (count > 0 && count < length) {
            throw cutOff();
        }
        return count == 0 ? new byte[0] : bytes;
    }

    /** Some of the next bytes, at most so many; -1 at the end. */
    int read(byte[] target, int offset, int length) throws IOException, DicomException {
        int count = attempt(target, offset, (int) Math.min(length, limit - position + 1));
        claim(count);
        return count == 0 ? -1 : count;
    }

    /** Fills the first bytes of the buffer. */
    void fill(byte[] buffer, int length) throws IOException, DicomException {
        claim(length);
        if (attempt(buffer, 0, length) < length) {
            throw cutOff();
        }
    }

    void skip(long length) throws IOException, DicomException {
        claim(length);
        byte[] passed = new byte[(int) Math.min(length, BUFFER_BYTES)];
        for (long left = length; left > 0; left -= passed.length) {
            int count = (int) Math.min(left, passed.length);
            if (attempt(passed, 0, count) < count) {
                throw cutOff();
            }
        }
    }

    // as many bytes as there are
    private int attempt(byte[] target, int offset, int length) throws IOException, DicomException {
        try {
            return in.readNBytes(target, offset, length);
        } catch (InflatedInput.Unreadable e) {
            throw e.reason();
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
