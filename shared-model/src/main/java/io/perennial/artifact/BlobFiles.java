package io.perennial.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Files {@code sha256/ab/ab12…} under one directory, whose bytes are verified whenever they are read. */
final class BlobFiles {

    private final Path root;
    private final IncomingFolder incoming;

    /** @throws IOException if the directory can be neither found nor made */
    BlobFiles(Path root) throws IOException {
        this.root = root.toAbsolutePath().normalize();
        this.incoming = new IncomingFolder(this.root.resolve("incoming"));
        incoming.sweep();
    }

    Path root() {
        return root;
    }

    Path path(Digest digest) {
        return blobs().resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }

    private Path blobs() {
        return root.resolve("sha256");
    }

    boolean contains(Digest digest) {
        return Files.isRegularFile(path(digest));
    }

    /** @param limit in bytes */
    IncomingFile create(long limit) throws IOException {
        return new IncomingFile(incoming, limit);
    }

    /** @throws NoSuchFileException if there is no such file */
    byte[] read(Digest digest) throws IOException {
        byte[] bytes = Files.readAllBytes(path(digest));
        verify(digest, Digest.of(bytes));
        return bytes;
    }

    /** @throws NoSuchFileException if there is no such file */
    ByteBuffer map(Digest digest) throws IOException {
        try (FileChannel channel = FileChannel.open(path(digest), StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new IOException(digest + " has " + channel.size() + " bytes; at most 2 GiB can be mapped");
            }
            ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            MessageDigest sha256 = Digest.sha256();
            sha256.update(mapped.duplicate());
            verify(digest, Digest.ofHash(sha256.digest()));
            return mapped.order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private static void verify(Digest expected, Digest actual) throws ArtifactCorruptException {
        if (!expected.equals(actual)) {
            throw new ArtifactCorruptException("artifact " + expected + " is damaged: its bytes are " + actual);
        }
    }

    /** Gives a file the name of its digest. */
    void publish(IncomingFile file) throws IOException {
        Path path = path(file.digest());
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        file.moveTo(path);
    }

    /** The same, so that it is still there when the power fails at once. */
    void publishForGood(IncomingFile file) throws IOException {
        file.sync();
        Path directory = Objects.requireNonNull(path(file.digest()).getParent());
        boolean isNew = !Files.isDirectory(directory);
        publish(file);
        sync(directory);
        if (isNew) {
            sync(blobs());
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

    /** All files; some may be gone by now. */
    List<Path> all() throws IOException {
        List<Path> all = new ArrayList<>();
        if (Files.isDirectory(blobs())) {
            for (Path directory : entries(blobs())) {
                all.addAll(entries(directory));
            }
        }
        return all;
    }

    private static List<Path> entries(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }
}
