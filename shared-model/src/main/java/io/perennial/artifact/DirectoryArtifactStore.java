package io.perennial.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Blobs as files {@code sha256/ab/ab12…} under one directory. Each is written to a temporary name, synced, then
 * renamed: a process killed at any instruction leaves either the whole blob or none.
 */
public final class DirectoryArtifactStore implements ArtifactStore {

    private final BlobFiles files;

    /**
     * Opens a store, and removes what processes that were killed while they wrote left in it.
     *
     * @throws IOException if the directory can be neither found nor made
     */
    public DirectoryArtifactStore(Path root) throws IOException {
        this.files = new BlobFiles(root);
    }

    @Override
    public Digest put(byte[] bytes) throws IOException {
        Digest digest = Digest.of(bytes);
        return contains(digest) ? digest : put(out -> out.write(bytes));
    }

    @Override
    public Digest put(InputStream bytes) throws IOException {
        return put(ArtifactWriter.copyOf(bytes));
    }

    @Override
    public Digest put(ArtifactWriter content) throws IOException {
        return put(content, artifact -> {});
    }

    @Override
    public Digest put(ArtifactWriter content, Check check) throws IOException {
        try (IncomingFile file = files.create(Long.MAX_VALUE)) {
            file.fill(content);
            check.look(file);
            return keep(file);
        }
    }

    @Override
    public Digest receive(InputStream bytes, long limit, Inspection inspection) throws IOException {
        try (IncomingFile file = files.create(Math.min(limit, Integer.MAX_VALUE))) {
            file.fill(ArtifactWriter.copyOf(bytes));
            inspection.look(file.digest(), file.map());
            return keep(file);
        }
    }

    private Digest keep(IncomingFile file) throws IOException {
        if (!contains(file.digest())) {
            files.publishForGood(file);
        }
        return file.digest();
    }

    @Override
    public boolean contains(Digest digest) {
        return files.contains(digest);
    }

    @Override
    public Optional<Long> size(Digest digest) throws IOException {
        return contains(digest) ? Optional.of(Files.size(files.path(digest))) : Optional.empty();
    }

    @Override
    public byte[] read(Digest digest) throws IOException {
        try {
            return files.read(digest);
        } catch (NoSuchFileException e) {
            throw new ArtifactMissingException(digest, files.root().toString());
        }
    }

    @Override
    public ByteBuffer map(Digest digest) throws IOException {
        try {
            return files.map(digest);
        } catch (NoSuchFileException e) {
            throw new ArtifactMissingException(digest, files.root().toString());
        }
    }
}
