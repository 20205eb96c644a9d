package io.perennial.dicom;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.util.Objects;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A codestream in memory, for a decoder that takes the end for bits that are set and then waits for one that is not: it is
 * stopped when it reads on behind the end, or again and again.
 */
final class CodestreamInput extends ImageInputStreamImpl {

    private static final int READS_BEHIND_THE_END = 16; // it reads ahead by a few
    private static final long READS_A_BYTE = 64;

    private final byte[] data;
    private int readsLeftBehind = READS_BEHIND_THE_END;
    private long readsLeft;

    CodestreamInput(byte[] data) {
        this.data = data;
        this.readsLeft = READS_A_BYTE * (data.length + 1024);
    }

    @Override
    public int read() {
        bitOffset = 0;
        return available() == 0 ? -1 : data[(int) streamPos++] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        bitOffset = 0;
        int count = Math.min(length, available());
        if (count == 0) {
            return length == 0 ? 0 : -1;
        }
        System.arraycopy(data, (int) streamPos, target, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return data.length;
    }

    private int available() {
        int available = (int) Math.max(0, data.length - streamPos);
        boolean ends = available == 0 && --readsLeftBehind < 0;
        if (ends || --readsLeft < 0) {
            throw new UncheckedIOException(new EOFException("the codestream ends at byte " + data.length));
        }
        return available;
    }
}
