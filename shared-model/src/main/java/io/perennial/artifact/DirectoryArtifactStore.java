package io.perennial.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;

/**
 * Blobs as files {@code sha256/ab/ab12…} under one directory. Each is written to a temporary name, synced, then
 * renamed: a process killed at any instruction leaves either the whole blob or none.
 */
public final class DirectoryArtifactStore implements ArtifactStore {

    private static final int CHUNK_BYTES = 1 << 16;

    private final Path root;
    private final IncomingFolder incoming;

    /**
     * Opens a store, and removes what processes that were killed while they wrote left in it.
     *
     * @throws IOException if the directory can be neither found nor made
     */
    public DirectoryArtifactStore(Path root) throws IOException {
        this.root = root.toAbsolutePath().normalize();
        this.incoming = new IncomingFolder(this.root.resolve("incoming"));
        incoming.sweep();
    }

    @Override
    public Digest put(byte[] bytes) throws IOException {
        Digest digest = Digest.of(bytes);
        return contains(digest) ? digest : put(out -> out.write(bytes));
    }

    @Override
    public Digest put(InputStream bytes) throws IOException {
        return put(out -> copy(bytes, out));
    }

    @Override
    public Digest put(ArtifactWriter content) throws IOException {
        return receive(content, Long.MAX_VALUE, (digest, bytes) -> {});
    }

    @Override
    public Digest receive(InputStream bytes, long limit, Inspection inspection) throws IOException {
        return receive(
                out -> copy(bytes, out),
                Math.min(limit, Integer.MAX_VALUE),
                (digest, file) -> inspection.look(digest, file.map()));
    }

    private Digest receive(ArtifactWriter content, long limit, Check check) throws IOException {
        try (IncomingFile file = new IncomingFile(incoming, limit)) {
            content.writeTo(file.open());
            Digest digest = file.finish();
            check.look(digest, file);
            if (!contains(digest)) {
                publish(file, digest);
            }
            return digest;
        }
    }

    /** Refuses by an exception what shall not be stored. */
    private interface Check {
        void look(Digest digest, IncomingFile file) throws IOException;
    }

    @Override
    public boolean contains(Digest digest) {
        return Files.isRegularFile(path(digest));
    }

    @Override
    public Optional<Long> size(Digest digest) throws IOException {
        return contains(digest) ? Optional.of(Files.size(path(digest))) : Optional.empty();
    }

    @Override
    public byte[] read(Digest digest) throws IOException {
        try {
            byte[] bytes = Files.readAllBytes(path(digest));
            verify(digest, Digest.of(bytes));
            return bytes;
        } catch (NoSuchFileException e) {
            throw new ArtifactMissingException(digest, root.toString());
        }
    }

    @Override
    public ByteBuffer map(Digest digest) throws IOException {
        try (FileChannel channel = FileChannel.open(path(digest), StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new IOException(digest + " has " + channel.size() + " bytes; at most 2 GiB can be mapped");
            }
            ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            MessageDigest sha256 = Digest.sha256();
            sha256.update(mapped.duplicate());
            verify(digest, Digest.ofHash(sha256.digest()));
            return mapped.order(ByteOrder.LITTLE_ENDIAN);
        } catch (NoSuchFileException e) {
            throw new ArtifactMissingException(digest, root.toString());
        }
    }

    private Path path(Digest digest) {
        return root.resolve("sha256").resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }

    private void publish(IncomingFile file, Digest digest) throws IOException {
        file.sync();
        Path path = path(digest);
        Path directory = Objects.requireNonNull(path.getParent());
        boolean newDirectory = !Files.isDirectory(directory);
        Files.createDirectories(directory);
        file.moveTo(path);
        sync(directory);
        if (newDirectory) {
            sync(root.resolve("sha256"));
        }
    }

    private static void copy(InputStream bytes, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int n = bytes.read(chunk); n >= 0; n = bytes.read(chunk)) {
            out.write(chunk, 0, n);
        }
    }

    /** Makes a rename durable; Windows cannot open a directory, and needs no such call. */
    private static void sync(Path directory) throws IOException {
        if (!System.getProperty("os.name").startsWith("Windows")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static void verify(Digest expected, Digest actual) throws ArtifactCorruptException {
        if (!expected.equals(actual)) {
            throw new ArtifactCorruptException("artifact " + expected + " is damaged: its bytes are " + actual);
        }
    }
}
