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

    /**
     * Stores all that is written, in constant memory, under the digest that is computed on the way. Whatever the writer
     * throws comes out of here, and nothing stays; a process killed in between leaves at most a temporary file, which the
     * next one that opens the store removes.
     */
    Digest put(ArtifactWriter content) throws IOException;

    /** Looks at what was written before it is stored. */
    @FunctionalInterface
    interface Check {
        /** Lets it be stored or prevents that by an exception. The artifact is there until this returns. */
        void look(WrittenArtifact artifact) throws IOException;
    }

    /** As {@link #put(ArtifactWriter)}, once the check has passed; whatever it throws comes out of here, and nothing stays. */
    Digest put(ArtifactWriter content, Check check) throws IOException;

    /** Looks at what others sent before it is stored. */
    @FunctionalInterface
    interface Inspection {
        /**
         * Lets the bytes pass or refuses them by an exception.
         *
         * @param bytes read-only, little-endian; mapped rather than copied where the store is local
         */
        void look(Digest digest, ByteBuffer bytes) throws IOException;
    }

    /**
     * Stores what others sent, in constant memory, if it is not too long and passes the inspection; otherwise nothing of it
     * stays. The caller closes the stream.
     *
     * @param limit in bytes; at most 2 GiB
     * @throws ArtifactTooLargeException as soon as the stream gives more
     */
    Digest receive(InputStream bytes, long limit, Inspection inspection) throws IOException;

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
