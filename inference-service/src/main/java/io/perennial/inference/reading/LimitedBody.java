package io.perennial.inference.reading;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that fails once it is longer than allowed. */
public final class LimitedBody extends FilterInputStream {

    /** The body is longer than allowed. */
    public static final class TooLongException extends IOException {
        TooLongException(long limit) {
            super("the request has more than the " + limit + " bytes allowed");
        }
    }

    private final long limit;
    private long left;

    public LimitedBody(InputStream body, long limit) {
        super(body);
        this.limit = limit;
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        if (value >= 0) {
            count(1);
        }
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        count(Math.max(count, 0));
        return count;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = in.skip(n);
        count(skipped);
        return skipped;
    }

    /** How many bytes are still allowed. */
    public long left() {
        return left;
    }

    private void count(long bytes) throws TooLongException {
        left -= bytes;
        if (left < 0) {
            throw new TooLongException(limit);
        }
    }
}
