package io.perennial.artifact;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Where blobs are written before they have their name, by several processes at once. Whoever writes a file holds a lock on
 * it, which ends with its process: a file nobody has locked is what a killed process left behind.
 */
final class IncomingFolder {

    private static final System.Logger LOG = System.getLogger(IncomingFolder.class.getName());
    // far behind any content: where locks are mandatory, this one keeps nobody from reading
    private static final long LOCKED_BYTE = 1L << 62;
    private static final String SUFFIX = ".part";
    // where a file system has no locks
    private static final Duration CERTAINLY_ABANDONED = Duration.ofDays(1);
    // A process that closes a file loses its locks on it, so it must not look at its own. Of containers, each has a
    // number 1.
    private static final String OWN = ProcessHandle.current().pid() + "-"
            + ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(Instant::toEpochMilli)
                    .orElse(0L) + "-";

    /** A new file, and this process's lock on it, held until the channel is closed. */
    record Claimed(Path file, FileChannel channel) {}

    private final Path path;

    /** @throws IOException if the folder can be neither found nor made */
    IncomingFolder(Path path) throws IOException {
        this.path = Files.createDirectories(path);
    }

    /** Makes an empty file. */
    Claimed claim() throws IOException {
        while (true) {
            Path file = path.resolve(OWN + UUID.randomUUID() + SUFFIX);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            // before it was locked, somebody may have taken it for abandoned
            if (lock(channel) != Lock.ELSEWHERE && Files.exists(file)) {
                return new Claimed(file, channel);
            }
            channel.close();
        }
    }

    /** Deletes what processes that are no more left behind. What cannot be deleted stays for the next time. */
    void sweep() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + SUFFIX)) {
            for (Path file : files) {
                if (!file.getFileName().toString().startsWith(OWN)) {
                    sweep(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static void sweep(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            boolean abandoned = switch (lock(channel)) {
                case OURS -> true;
                case ELSEWHERE -> false;
                case IMPOSSIBLE ->
                    Files.getLastModifiedTime(file)
                            .toInstant()
                            .isBefore(Instant.now().minus(CERTAINLY_ABANDONED));
            };
            if (abandoned) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "could not sweep " + file, e);
        }
    }

    private enum Lock {
        OURS,
        ELSEWHERE,
        IMPOSSIBLE
    }

    /** Locks a file until its channel is closed. */
    private static Lock lock(FileChannel channel) {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false) == null ? Lock.ELSEWHERE : Lock.OURS;
        } catch (IOException e) {
            return Lock.IMPOSSIBLE;
        }
    }
}
