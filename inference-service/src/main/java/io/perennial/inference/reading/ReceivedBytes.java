package io.perennial.inference.reading;

import io.perennial.artifact.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;

/** Bytes as they are received, with the SHA-256 of all that were passed, be they read or skipped. */
final class ReceivedBytes extends DigestInputStream {

    private static final int PIECE = 8192;

    ReceivedBytes(InputStream bytes) {
        super(bytes, Digest.sha256());
    }

    /** Reads: what {@link DigestInputStream} skips, its digest never sees. */
    @Override
    public long skip(long n) throws IOException {
        byte[] piece = new byte[(int) Math.max(0, Math.min(n, PIECE))];
        long left = n;
        while (left > 0) {
            int count = read(piece, 0, (int) Math.min(left, PIECE));
            if (count < 0) {
                break;
            }
            left -= count;
        }
        return Math.max(0, n) - Math.max(0, left);
    }

    /** No going back: it would be counted twice. */
    @Override
    public boolean markSupported() {
        return false;
    }
}
