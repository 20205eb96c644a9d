package io.perennial.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Copies of blobs that are kept elsewhere, in a directory that is held to a size: what was not read for the longest time
 * goes first. Safe for many threads and processes; what somebody has mapped stays readable when its file is deleted.
 */
public final class ArtifactCache {

    private static final int CLEARED = 8; // an eighth of the limit is made room, not one file after the other

    private final BlobFiles files;
    private final long limit;
    private final AtomicLong added = new AtomicLong();

    /**
     * Opens a cache.
     *
     * @param limit in bytes; exceeded by an eighth at most, and by the largest blob
     * @throws IOException if the directory can be neither found nor made
     */
    public ArtifactCache(Path directory, long limit) throws IOException {
        this.files = new BlobFiles(directory);
        this.limit = limit;
        clear();
    }

    /** Does with a blob's bytes what has to be done before a copy stays. */
    @FunctionalInterface
    public interface First {
        /** Returns, or throws so that no copy stays. The artifact is there until then. */
        void use(WrittenArtifact artifact) throws IOException;
    }

    /**
     * Writes bytes to a file, hands them on, and keeps them as a copy if nobody throws.
     *
     * @param most bytes, else {@link ArtifactTooLargeException}
     */
    public Digest put(ArtifactWriter content, long most, First first) throws IOException {
        try (IncomingFile file = files.create(most)) {
            file.fill(content);
            first.use(file);
            if (!files.contains(file.digest())) {
                files.publish(file);
                makeRoom(file.length());
            }
            return file.digest();
        }
    }

    /** The blob's bytes, verified; empty if there is no copy. */
    public Optional<byte[]> read(Digest digest) throws IOException {
        return find(digest, files::read);
    }

    /** The blob, mapped, read-only, little-endian, verified; empty if there is no copy. At most 2 GiB. */
    public Optional<ByteBuffer> map(Digest digest) throws IOException {
        return find(digest, files::map);
    }

    private interface Look<T> {
        T at(Digest digest) throws IOException;
    }

    private <T> Optional<T> find(Digest digest, Look<T> look) throws IOException {
        try {
            T found = look.at(digest);
            Files.setLastModifiedTime(files.path(digest), FileTime.from(Instant.now()));
            return Optional.of(found);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (ArtifactCorruptException e) {
            Files.deleteIfExists(files.path(digest)); // copies are not synced: the power has failed
            return Optional.empty();
        }
    }

    private void makeRoom(long bytes) throws IOException {
        if (added.addAndGet(bytes) > limit / CLEARED) {
            clear();
        }
    }

    private record Copy(Path path, long size, FileTime used) {}

    private synchronized void clear() throws IOException {
        added.set(0);
        List<Copy> copies = copies();
        long size = copies.stream().mapToLong(Copy::size).sum();
        for (int i = 0; i < copies.size() - 1 && size > limit; i++) { // the newest is about to be read
            Files.deleteIfExists(copies.get(i).path());
            size -= copies.get(i).size();
        }
    }

    /** Those not used for the longest time first. */
    private List<Copy> copies() throws IOException {
        List<Copy> copies = new ArrayList<>();
        for (Path path : files.all()) {
            try {
                copies.add(new Copy(path, Files.size(path), Files.getLastModifiedTime(path)));
            } catch (NoSuchFileException e) {
                // another process made room
            }
        }
        copies.sort(Comparator.comparing(Copy::used));
        return copies;
    }
}
