package io.perennial.ingest.dicomweb;

import io.perennial.artifact.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * One instance while it is looked at, before it is stored: in memory if small, else in a temporary file, which
 * {@link #close} deletes.
 */
final class Spool implements AutoCloseable {

    static final int MEMORY_BYTES = 1 << 20;

    private static final int CHUNK_BYTES = 1 << 15;

    private final byte[] head;
    private final Optional<Path> file;
    private final Digest digest;
    private final long size;

    private Spool(byte[] head, Optional<Path> file, Digest digest, long size) {
        this.head = head;
        this.file = file;
        this.digest = digest;
        this.size = size;
    }

    /**
     * Takes all of the stream.
     *
     * @return empty if there were more than {@code limit} bytes; the rest is then still to be read
     */
    static Optional<Spool> take(InputStream bytes, long limit) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        DigestInputStream hashed = new DigestInputStream(bytes, sha256);
        byte[] head = hashed.readNBytes((int) Math.min(MEMORY_BYTES, limit + 1));
        if (head.length > limit) {
            return Optional.empty();
        }
        if (head.length < MEMORY_BYTES) {
            return Optional.of(new Spool(head, Optional.empty(), Digest.ofHash(sha256.digest()), head.length));
        }
        return onDisk(head, hashed, limit);
    }

    private static Optional<Spool> onDisk(byte[] head, DigestInputStream rest, long limit) throws IOException {
        Path file = Files.createTempFile("perennial-", ".part");
        boolean taken = false;
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(head);
            long size = head.length;
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int n = rest.read(chunk); n >= 0 && size <= limit; n = rest.read(chunk)) {
                out.write(chunk, 0, n);
                size += n;
            }
            taken = size <= limit;
            return taken
                    ? Optional.of(new Spool(
                            new byte[0],
                            Optional.of(file),
                            Digest.ofHash(rest.getMessageDigest().digest()),
                            size))
                    : Optional.empty();
        } finally {
            if (!taken) {
                Files.deleteIfExists(file);
            }
        }
    }

    InputStream open() throws IOException {
        return file.isPresent() ? Files.newInputStream(file.get()) : new ByteArrayInputStream(head);
    }

    Digest digest() {
        return digest;
    }

    long size() {
        return size;
    }

    /** Bytes of memory this takes until it is closed. */
    int memory() {
        return head.length;
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            Files.deleteIfExists(file.get());
        }
    }
}
