package io.perennial.local.archive;

import io.perennial.local.stack.StackException;
import io.perennial.local.terminal.Terminal;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Sends an archive in requests of a bounded number and size, and notes after each what became of its files. It may be stopped
 * at any moment: what was not noted is sent again, which changes nothing.
 */
final class ArchiveImport {

    /** Answers that name the instances they refuse: nothing understood, none stored, too large. */
    private static final Set<Integer> REFUSALS = Set.of(400, 409, 413);

    private static final String UNREADABLE = "cannot be read from the disk";

    private final ArchiveFolder folder;
    private final IngestDoor door;
    private final SentJournal journal;
    private final ImportReport report;
    private final ImportSummary summary;
    private final Options options;
    private final BooleanSupplier stopped;
    private final ImportProgress progress;
    private final Batch batch = new Batch();

    /**
     * How to import.
     *
     * @param dryRun whether to look only
     * @param retryRefused whether what was refused in an earlier run is sent once more
     */
    record Options(boolean dryRun, boolean retryRefused) {}

    /** @param stopped asked between files and requests */
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
        this.progress =
                new ImportProgress(terminal, options.dryRun() ? "looking at the archive" : "sending the archive");
    }

    /** Sends what is there. @return whether it came to the end; otherwise it was stopped */
    boolean run() throws IOException, InterruptedException {
        folder.each(new ArchiveFolder.Visit() {
            @Override
            public boolean file(ArchiveFile file) {
                progress.expect(file);
                return !stopped.getAsBoolean();
            }

            @Override
            public void unreadable(String relative) {
                // it is told of when it would be sent
            }
        });
        folder.each(new ArchiveFolder.Visit() {
            @Override
            public boolean file(ArchiveFile file) throws IOException, InterruptedException {
                take(file);
                return !stopped.getAsBoolean();
            }

            @Override
            public void unreadable(String relative) throws IOException {
                refuse(relative, UNREADABLE);
            }
        });
        if (!stopped.getAsBoolean()) {
            send();
        }
        return !stopped.getAsBoolean();
    }

    private void take(ArchiveFile file) throws IOException, InterruptedException {
        if (journal.isStored(file)) {
            summary.sentBefore();
            progress.pass(file);
        } else if (journal.isRefused(file) && !options.retryRefused()) {
            summary.refusedBefore();
            progress.pass(file);
        } else {
            look(file);
        }
    }

    private void look(ArchiveFile file) throws IOException, InterruptedException {
        Optional<Part10> part10;
        try {
            part10 = Part10.of(file.path());
        } catch (IOException e) {
            refuse(file.relative(), UNREADABLE);
            progress.pass(file);
            return;
        }
        if (part10.isEmpty() || file.path().endsWith("DICOMDIR")) {
            summary.notDicom();
            progress.pass(file);
        } else if (options.dryRun()) {
            summary.stored();
            progress.pass(file);
        } else {
            Optional<String> uid = part10.get().sopInstanceUid();
            if (!batch.hasRoomFor(file, uid)) {
                send();
            }
            batch.add(file, uid);
        }
    }

    private void send() throws IOException, InterruptedException {
        for (ArchiveFile gone : batch.takeOut(file -> !Files.isReadable(file.path()))) {
            refuse(gone.relative(), UNREADABLE);
            progress.pass(gone);
        }
        if (!batch.isEmpty()) {
            for (ArchiveFile unclear : note(answer(batch.paths()))) {
                sendAlone(unclear);
            }
            batch.files().forEach(progress::sent);
        }
        batch.clear();
    }

    private IngestDoor.Answer answer(List<Path> paths) throws IOException, InterruptedException {
        try {
            IngestDoor.Answer answer = door.store(paths);
            if (!answer.isGood() && !REFUSALS.contains(answer.status())) {
                throw new StoppedException(new StackException("refused (" + answer.status() + "): " + answer.detail()));
            }
            return answer;
        } catch (FileNotFoundException e) {
            throw new StoppedException(new StackException("a file went away while it was to be sent", e));
        } catch (StackException e) {
            throw new StoppedException(e);
        }
    }

    /** Notes what became of the files. @return those of which the answer does not say it */
    private List<ArchiveFile> note(IngestDoor.Answer answer) throws IOException {
        StoreAnswer instances = new StoreAnswer(answer.body());
        List<ArchiveFile> stored = new ArrayList<>();
        List<ArchiveFile> refused = new ArrayList<>();
        List<ArchiveFile> unclear = new ArrayList<>();
        for (ArchiveFile file : batch.files()) {
            Optional<String> uid = batch.uid(file);
            Optional<String> refusal = uid.flatMap(instances::refusal);
            if (uid.filter(instances::isStored).isPresent()) {
                summary.stored();
                stored.add(file);
            } else if (refusal.isPresent()) {
                refuse(file.relative(), refusal.get());
                refused.add(file);
            } else {
                unclear.add(file);
            }
        }
        journal.note(stored, refused);
        return unclear;
    }

    /** An instance that the answer did not name, or for which there may have been no room. */
    private void sendAlone(ArchiveFile file) throws IOException, InterruptedException {
        StoreAnswer instance = new StoreAnswer(answer(List.of(file.path())).body());
        if (instance.hasStored()) {
            summary.stored();
            journal.note(List.of(file), List.of());
        } else {
            refuse(file.relative(), instance.refusal());
            journal.note(List.of(), List.of(file));
        }
    }

    private void refuse(String path, String reason) throws IOException {
        summary.refused(path, reason);
        report.refused(path, reason);
    }

    /** What ends a walk through the archive from within. */
    static final class StoppedException extends IOException {
        StoppedException(StackException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
