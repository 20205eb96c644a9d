package io.perennial.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory that is gone when the measurement ends, also by an interruption. */
public final class ScratchDirectory implements Closeable {

    private static final System.Logger LOG = System.getLogger(ScratchDirectory.class.getName());

    private final Path path;
    private final Thread atExit = new Thread(this::delete, "scratch directory");

    /** Makes one where the system keeps what is temporary. */
    public ScratchDirectory() throws IOException {
        this(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Makes one in a directory, which may be new. */
    public ScratchDirectory(Path parent) throws IOException {
        path = Files.createTempDirectory(Files.createDirectories(parent), "perennial-bench");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    public Path path() {
        return path;
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "could not delete " + path, e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        delete();
    }
}
