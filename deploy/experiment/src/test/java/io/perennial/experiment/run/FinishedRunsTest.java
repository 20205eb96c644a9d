package io.perennial.experiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.Digest;
import io.perennial.experiment.Arm;
import io.perennial.experiment.TrainingSettings;
import io.perennial.experiment.TrainingSettings.Schedule;
import io.perennial.experiment.result.Readings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishedRunsTest {

    private static final TrainingSettings SETTINGS =
            new TrainingSettings("demo", 48, new Schedule(2e-3, 10), new Schedule(1e-3, 10), 32, 200, 1);

    @TempDir
    Path directory;

    @Test
    void findsWhatWasKept() throws Exception {
        FinishedRun run = run(key(1));

        new FinishedRuns(directory).keep(run);

        assertThat(new FinishedRuns(directory).find(key(1))).contains(run);
    }

    @Test
    void findsNothingOfAnotherSeed() throws Exception {
        FinishedRuns runs = new FinishedRuns(directory);

        runs.keep(run(key(1)));

        assertThat(runs.find(key(2))).isEmpty();
    }

    @Test
    void makesARunAgainWhoseFileIsDamaged() throws Exception {
        FinishedRuns runs = new FinishedRuns(directory);
        runs.keep(run(key(1)));

        Path file = directory.resolve(key(1).digest().hex() + ".json");
        Files.writeString(file, Files.readString(file).substring(0, 40));

        assertThat(runs.find(key(1))).isEmpty();
    }

    @Test
    void makesARunAgainWhoseModelIsMissing() throws Exception {
        FinishedRuns runs = new FinishedRuns(directory);
        FinishedRun run = run(key(1));
        Digest nowhere = digest("nowhere");

        runs.keep(new FinishedRun(
                run.key(),
                run.seconds(),
                run.failure(),
                run.original(),
                run.target(),
                run.features(),
                Optional.of(nowhere),
                run.anchor()));

        assertThat(runs.find(key(1))).isEmpty();
    }

    private static FinishedRun run(RunKey key) {
        return new FinishedRun(
                key,
                1.5,
                Optional.empty(),
                Optional.of(new Readings("ABCD")),
                Optional.of(new Readings("DDDA")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static RunKey key(long seed) {
        return new RunKey(
                digest("program"),
                Arm.CONVENTIONAL.id(),
                digest("original"),
                digest("target"),
                "demo",
                200,
                1,
                Recipes.of(Arm.CONVENTIONAL, SETTINGS, seed),
                Optional.of(digest("base")));
    }

    private static Digest digest(String of) {
        return Digest.of(of.getBytes(StandardCharsets.UTF_8));
    }
}
