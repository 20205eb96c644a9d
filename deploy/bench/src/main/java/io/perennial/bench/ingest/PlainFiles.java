package io.perennial.bench.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** Writes the same bytes as files, and waits for each to be on disk. Safe for several threads. */
final class PlainFiles {

    private final Path directory;

    PlainFiles(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    void store(UncompressedMammogram mammograms, long first, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Path file = directory.resolve(Long.toString(first + i));
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(mammograms.file(first + i));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
        }
    }

    void delete() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
