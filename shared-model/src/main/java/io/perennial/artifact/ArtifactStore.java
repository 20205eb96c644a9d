package io.perennial.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Content-addressed, immutable blobs. What was put is on disk (or acknowledged by the remote store) when {@code put}
 * returns; what is read has the digest it was asked by, or the read fails. Safe for many threads and processes.
 */
public interface ArtifactStore {

    /** Stores these bytes; storing them again changes nothing. */
    Digest put(byte[] bytes) throws IOException;

    /** Stores all that the stream gives, in constant memory; the caller closes the stream. */
    Digest put(InputStream bytes) throws IOException;

    boolean contains(Digest digest) throws IOException;

    /** The size in bytes, empty if the blob is not there. */
    Optional<Long> size(Digest digest) throws IOException;

    /**
     * The blob's bytes, verified.
     *
     * @throws ArtifactMissingException if the store has no such blob
     * @throws ArtifactCorruptException if the bytes no longer have this digest
     */
    byte[] read(Digest digest) throws IOException;

    /**
     * The blob as a read-only little-endian buffer, mapped rather than copied where the store is local, verified. At
     * most 2 GiB.
     *
     * @throws ArtifactMissingException if the store has no such blob
     * @throws ArtifactCorruptException if the bytes no longer have this digest
     */
    ByteBuffer map(Digest digest) throws IOException;
}
