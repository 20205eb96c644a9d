package io.perennial.ingest.dicomweb;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Knows how many bytes were read. */
final class CountedInput extends FilterInputStream {

    private long count;

    CountedInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        count += read < 0 ? 0 : 1;
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        count += Math.max(read, 0);
        return read;
    }

    /** Whether there are more bytes than that; reads on as far as it must to know. */
    boolean isLongerThan(long limit) throws IOException {
        byte[] chunk = new byte[1 << 13];
        while (count <= limit && read(chunk, 0, chunk.length) >= 0) {
            // passed over
        }
        return count > limit;
    }
}
