package io.perennial.ingest.dicomweb;

import io.perennial.artifact.Digest;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Knows the digest and the size of what passes. */
final class HashedOutput extends FilterOutputStream {

    private final MessageDigest sha256 = Digest.sha256();
    private long size;

    HashedOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        sha256.update(bytes, offset, length);
        size += length;
    }

    /** Of all that has passed; to be asked once. */
    Digest digest() {
        return Digest.ofHash(sha256.digest());
    }

    long size() {
        return size;
    }
}
