package io.perennial.local.archive;

import io.perennial.local.stack.StackException;
import io.perennial.local.terminal.Terminal;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Sends an archive in requests of a bounded number and size, and notes after each what became of its files. It may be stopped
 * at any moment: what was not noted is sent again, which changes nothing.
 */
final class ArchiveImport {

    private static final int BATCH_FILES = 50;
    private static final long BATCH_BYTES = 256L << 20; // streamed from the disk: a matter of time, not of memory

    private final ArchiveFolder folder;
    private final IngestDoor door;
    private final SentJournal journal;
    private final ImportReport report;
    private final ImportSummary summary;
    private final Options options;
    private final BooleanSupplier stopped;
    private final Terminal terminal;

    private final Map<ArchiveFile, Optional<String>> batch = new LinkedHashMap<>(); // with the SOP Instance UID
    private long batchBytes;
    private long allBytes;
    private long passedBytes;
    private long sentBytes;
    private final long begun = System.nanoTime();

    /**
     * How to import.
     *
     * @param dryRun whether to look only
     * @param retryRefused whether what was refused in an earlier run is sent once more
     */
    record Options(boolean dryRun, boolean retryRefused) {}

    ArchiveImport(
            ArchiveFolder folder,
            IngestDoor door,
            SentJournal journal,
            ImportReport report,
            ImportSummary summary,
            Options options,
            BooleanSupplier stopped,
            Terminal terminal) {
        this.folder = folder;
        this.door = door;
        this.journal = journal;
        this.report = report;
        this.summary = summary;
        this.options = options;
        this.stopped = stopped;
        this.terminal = terminal;
    }

    /** @return whether it came to the end; otherwise it was stopped */
    boolean run() throws StackException, IOException, InterruptedException {
        folder.each(counting());
        folder.each(sending());
        if (!stopped.getAsBoolean()) {
            flush();
        }
        return !stopped.getAsBoolean();
    }

    private ArchiveFolder.Visit counting() {
        return new ArchiveFolder.Visit() {
            @Override
            public boolean file(ArchiveFile file) {
                allBytes += file.bytes();
                return !stopped.getAsBoolean();
            }

            @Override
            public void unreadable(String relative) {
                // it is told of when it would be sent
            }
        };
    }

    private ArchiveFolder.Visit sending() {
        return new ArchiveFolder.Visit() {
            @Override
            public boolean file(ArchiveFile file) throws IOException, InterruptedException {
                take(file);
                return !stopped.getAsBoolean();
            }

            @Override
            public void unreadable(String relative) {
                summary.refused(relative, "cannot be read from the disk");
            }
        };
    }

    private void take(ArchiveFile file) throws IOException, InterruptedException {
        if (journal.isStored(file)) {
            summary.sentBefore();
            pass(file);
        } else if (journal.isRefused(file) && !options.retryRefused()) {
            summary.refusedBefore();
            pass(file);
        } else {
            look(file);
        }
    }

    private void look(ArchiveFile file) throws IOException, InterruptedException {
        Optional<Part10> part10;
        try {
            part10 = Part10.of(file.path());
        } catch (IOException e) {
            refuse(file, "cannot be read from the disk");
            pass(file);
            return;
        }
        if (part10.isEmpty() || file.relative().endsWith("DICOMDIR")) {
            summary.notDicom();
            pass(file);
        } else if (options.dryRun()) {
            summary.stored();
            pass(file);
        } else {
            add(file, part10.get().sopInstanceUid());
        }
    }

    private void add(ArchiveFile file, Optional<String> uid) throws IOException, InterruptedException {
        boolean isFull = batch.size() == BATCH_FILES
                || (!batch.isEmpty() && batchBytes + file.bytes() > BATCH_BYTES)
                // the answer names instances by their UID
                || uid.isEmpty()
                || batch.containsValue(uid);
        if (isFull) {
            flush();
        }
        batch.put(file, uid);
        batchBytes += file.bytes();
        if (uid.isEmpty()) {
            flush();
        }
    }

    private void flush() throws IOException, InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        List<ArchiveFile> gone = new ArrayList<>();
        for (ArchiveFile file : batch.keySet()) {
            if (!Files.isReadable(file.path())) {
                gone.add(file);
            }
        }
        for (ArchiveFile file : gone) {
            batch.remove(file);
            refuse(file, "cannot be read from the disk");
            pass(file);
        }
        send();
        batch.clear();
        batchBytes = 0;
    }

    private void send() throws IOException, InterruptedException {
        List<Path> paths = batch.keySet().stream().map(ArchiveFile::path).toList();
        IngestDoor.Answer answer;
        try {
            answer = door.store(paths);
        } catch (FileNotFoundException e) {
            throw new IOException("a file went away while it was to be sent; run the import again", e);
        } catch (StackException e) {
            throw new StoppedException(e);
        }
        if (!answer.isGood() && answer.status() != 409 && answer.status() != 413) {
            throw new StoppedException(
                    new StackException("refused (" + answer.status() + "): " + answer.detail()));
        }
        note(answer);
        batch.keySet().forEach(file -> {
            sentBytes += file.bytes();
            pass(file);
        });
    }

    private void note(IngestDoor.Answer answer) throws IOException {
        StoreAnswer instances = new StoreAnswer(answer.body());
        List<ArchiveFile> stored = new ArrayList<>();
        List<ArchiveFile> refused = new ArrayList<>();
        for (Map.Entry<ArchiveFile, Optional<String>> one : batch.entrySet()) {
            ArchiveFile file = one.getKey();
            boolean isStored = one.getValue().map(instances::isStored).orElse(answer.status() == 200);
            if (isStored) {
                summary.stored();
                stored.add(file);
            } else {
                refuse(
                        file,
                        one.getValue()
                                .flatMap(instances::failure)
                                .orElse("not whole, too large, or not DICOM as the standard has it"));
                refused.add(file);
            }
        }
        journal.note(stored, refused);
    }

    private void refuse(ArchiveFile file, String reason) throws IOException {
        summary.refused(file.relative(), reason);
        report.refused(file.relative(), reason);
    }

    private void pass(ArchiveFile file) {
        passedBytes += file.bytes();
        double share = allBytes == 0 ? 1 : (double) passedBytes / allBytes;
        terminal.progress(options.dryRun() ? "looking at the archive" : "sending the archive", share, left());
    }

    /** At the pace of what this run has sent. */
    private Optional<Duration> left() {
        return sentBytes == 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(
                        (long) ((double) (System.nanoTime() - begun) / sentBytes * Math.max(0, allBytes - passedBytes))));
    }

    /** What ends a walk through the archive from within. */
    static final class StoppedException extends IOException {
        StoppedException(StackException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
