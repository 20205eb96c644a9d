package io.perennial.experiment.run;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.DirectoryArtifactStore;
import io.perennial.artifact.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

/** The runs that are finished, a file each, named by the digest of the run's key; what was cut off half-way is not there. */
final class FinishedRuns {

    private final Path directory;
    private final ArtifactStore artifacts;

    /** Kept under this directory, which is made if need be. */
    FinishedRuns(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.artifacts = new DirectoryArtifactStore(directory.resolve("artifacts"));
    }

    /** Where weights, anchors and features lie. */
    ArtifactStore artifacts() {
        return artifacts;
    }

    /** The run of this key; empty if it has to be made, be it that its file or what that names is damaged. */
    Optional<FinishedRun> find(RunKey key) throws IOException {
        try {
            FinishedRun run = Json.read(Files.readAllBytes(file(key)), FinishedRun.class);
            return run.key().equals(key) && isWhole(run) ? Optional.of(run) : Optional.empty();
        } catch (NoSuchFileException | ArtifactCorruptException e) {
            return Optional.empty();
        }
    }

    private boolean isWhole(FinishedRun run) {
        return Stream.of(run.features(), run.model(), run.anchor())
                .flatMap(Optional::stream)
                .allMatch(digest -> {
                    try {
                        return artifacts.read(digest).length > 0;
                    } catch (IOException e) {
                        return false;
                    }
                });
    }

    void keep(FinishedRun run) throws IOException {
        Path temporary = Files.createTempFile(directory, "run-", ".part");
        try {
            Files.write(temporary, Json.bytes(run));
            Files.move(temporary, file(run.key()), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private Path file(RunKey key) {
        return directory.resolve(key.digest().hex() + ".json");
    }
}
