package io.perennial.local.stack;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the supervisor says of itself in {@code stack.json}, for the other commands and for whoever comes after it.
 *
 * @param since when the state was reached
 * @param processes in the order in which they were started
 */
public record StackRecord(
        State state,
        Instant since,
        RecordedProcess supervisor,
        Settings settings,
        Ports ports,
        List<PartRecord> processes) {

    /** How far the stack is. */
    public enum State {
        STARTING,
        UP,
        STOPPED
    }

    /** One child process. */
    public record PartRecord(String name, int port, RecordedProcess process, Path log) {}

    public StackRecord {
        processes = List.copyOf(processes);
    }

    /** Whether the supervisor lives. */
    public boolean isSupervised() {
        return supervisor.isRunning();
    }

    /** The children that run although nobody looks after them. */
    public List<PartRecord> orphans() {
        return isSupervised()
                ? List.of()
                : processes.stream().filter(part -> part.process().isRunning()).toList();
    }

    /**
     * The record of a data directory; empty if there was never a stack.
     *
     * @throws IOException if it cannot be read
     */
    public static Optional<StackRecord> read(StackDirectory directory) throws IOException {
        try {
            return Optional.of(Json.read(Files.readAllBytes(directory.record()), StackRecord.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (ArtifactCorruptException e) {
            throw new IOException(directory.record() + " is damaged: " + e.getMessage(), e);
        }
    }

    void write(StackDirectory directory) throws IOException {
        Path temporary = directory.root().resolve("stack.json.part");
        Files.write(temporary, Json.bytes(this));
        Files.move(temporary, directory.record(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
