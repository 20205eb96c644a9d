package io.perennial.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A codestream in memory, for a decoder that waits for a bit that is not set and finds none: behind the end, or after two bytes
 * FF, which packet headers cannot have (ITU-T T.800 § B.10.1) and it would repeat for ever. It is stopped there, and when it
 * reads again and again.
 */
final class CodestreamInput extends ImageInputStreamImpl {

    private static final int READS_BEHIND_THE_END = 16; // it reads ahead by a few
    private static final long READS_A_BYTE = 64;

    private final byte[] data;
    private int readsLeftBehind = READS_BEHIND_THE_END;
    private long readsLeft;
    private int lastRead; // by read()

    CodestreamInput(byte[] data) {
        this.data = data;
        this.readsLeft = READS_A_BYTE * (data.length + 1024);
    }

    /** The next byte of a packet header; all else is read by other methods. */
    @Override
    public int read() {
        int next = next();
        if (next == 0xFF && lastRead == 0xFF) {
            throw stopped("two bytes FF in a packet header before byte " + streamPos);
        }
        lastRead = next;
        return next;
    }

    @Override
    public byte readByte() throws EOFException {
        return (byte) readUnsignedByte();
    }

    @Override
    public int readUnsignedByte() throws EOFException {
        int next = next();
        if (next < 0) {
            throw new EOFException();
        }
        return next;
    }

    @Override
    public void seek(long position) throws IOException {
        lastRead = 0;
        super.seek(position);
    }

    private int next() {
        bitOffset = 0;
        return available() == 0 ? -1 : data[(int) streamPos++] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        bitOffset = 0;
        lastRead = 0;
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
            throw stopped("the codestream ends at byte " + data.length);
        }
        return available;
    }

    // the decoder prints what is checked, or goes on
    private static UncheckedIOException stopped(String why) {
        return new UncheckedIOException(new IIOException(why));
    }
}
