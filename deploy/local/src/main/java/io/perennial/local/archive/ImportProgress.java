package io.perennial.local.archive;

import io.perennial.local.terminal.Terminal;
import java.time.Duration;
import java.util.Optional;

/** How far an import is, by bytes, and how long it will take at the pace of what it has sent. */
final class ImportProgress {

    private final Terminal terminal;
    private final String label;
    private final long begun = System.nanoTime();
    private long allBytes;
    private long passedBytes;
    private long sentBytes;

    ImportProgress(Terminal terminal, String label) {
        this.terminal = terminal;
        this.label = label;
    }

    /** There is this file as well. */
    void expect(ArchiveFile file) {
        allBytes += file.bytes();
    }

    /** This file was sent. */
    void sent(ArchiveFile file) {
        sentBytes += file.bytes();
        pass(file);
    }

    /** This file is dealt with. */
    void pass(ArchiveFile file) {
        passedBytes += file.bytes();
        terminal.progress(label, allBytes == 0 ? 1 : (double) passedBytes / allBytes, left());
    }

    private Optional<Duration> left() {
        if (sentBytes == 0) {
            return Optional.empty();
        }
        double nanosPerByte = (double) (System.nanoTime() - begun) / sentBytes;
        return Optional.of(Duration.ofNanos((long) (nanosPerByte * Math.max(0, allBytes - passedBytes))));
    }
}
