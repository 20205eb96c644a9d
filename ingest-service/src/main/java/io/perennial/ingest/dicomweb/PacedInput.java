package io.perennial.ingest.dicomweb;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A request's body. Tells what is the sender's fault from what is ours, and gives up a sender that sends too little: only
 * the time spent waiting for it counts.
 */
final class PacedInput extends FilterInputStream {

    private final Duration patience;
    private final long slowest;
    private final LongSupplier nanoTime;
    private long waited;
    private long received;

    /**
     * @param slowest so many bytes at least come within {@code patience} of waiting
     * @param nanoTime as {@link System#nanoTime}
     */
    PacedInput(InputStream body, Duration patience, long slowest, LongSupplier nanoTime) {
        super(body);
        this.patience = patience;
        this.slowest = slowest;
        this.nanoTime = nanoTime;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        long before = nanoTime.getAsLong();
        int count;
        try {
            count = in.read(bytes, offset, length);
        } catch (IOException e) {
            throw new SenderGoneException("the sender broke off", e);
        }
        waited += nanoTime.getAsLong() - before;
        received += Math.max(count, 0);
        if (waited >= patience.toNanos()) {
            if (count >= 0 && received < slowest) {
                throw new SenderGoneException(
                        "the sender sent less than " + slowest + " bytes in " + patience.toSeconds() + " s", null);
            }
            waited = 0;
            received = 0;
        }
        return count;
    }
}
