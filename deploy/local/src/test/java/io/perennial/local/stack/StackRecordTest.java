package io.perennial.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.ChangeControlPlan;
import io.perennial.local.stack.StackRecord.PartRecord;
import io.perennial.local.stack.StackRecord.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackRecordTest {

    private static final Settings SETTINGS = new Settings("demo", 48, 1, Map.of("training.baseline.epochs", "12"));
    private static final RecordedProcess GONE = new RecordedProcess(1, Instant.EPOCH);
    private static final RecordedProcess HERE = RecordedProcess.of(ProcessHandle.current());

    @TempDir
    private Path root;

    @Test
    void isReadAsItWasWritten() throws Exception {
        StackDirectory directory = new StackDirectory(root);
        StackRecord written = record(HERE, HERE);

        written.write(directory);

        assertThat(StackRecord.read(directory)).contains(written);
    }

    @Test
    void isAbsentWhereNoStackEverWas() throws Exception {
        assertThat(StackRecord.read(new StackDirectory(root))).isEmpty();
    }

    @Test
    void countsChildrenOfADeadSupervisorAsOrphans() {
        assertThat(record(GONE, HERE).orphans()).hasSize(1);
        assertThat(record(GONE, GONE).orphans()).isEmpty();
        assertThat(record(HERE, HERE).orphans()).isEmpty();
    }

    @Test
    void namesPropertiesAsEnvironmentVariables() {
        assertThat(ServiceParts.variable("training.baseline.learning-rate"))
                .isEqualTo("TRAINING_BASELINE_LEARNING_RATE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "resnet50"})
    void everyNetworkHasAValidPlan(String network) throws Exception {
        assertThat(ChangeControlPlan.parse(UsualPlan.of(network)).lineage()).isEqualTo("breast-density");
    }

    @Test
    void keepsSharedProgramsInTheUsersCache() {
        StackDirectory directory = new StackDirectory(root.resolve("data"));

        assertThat(directory.cache(Map.of("XDG_CACHE_HOME", root.toString()))).isEqualTo(root.resolve("perennial"));
    }

    @Test
    void keepsSharedProgramsItselfWhereTheUserHasNoCache() throws Exception {
        StackDirectory directory = new StackDirectory(root.resolve("data"));
        Path file = Files.createFile(root.resolve("file"));

        assertThat(directory.cache(Map.of("XDG_CACHE_HOME", file.toString())))
                .isEqualTo(directory.root().resolve("cache"));
    }

    private static StackRecord record(RecordedProcess supervisor, RecordedProcess child) {
        return new StackRecord(
                State.UP,
                Instant.parse("2026-11-23T07:32:21Z"),
                supervisor,
                SETTINGS,
                Ports.DEFAULT,
                List.of(new PartRecord("kafka", 9092, child, Path.of("/data/logs/kafka.log"))));
    }
}
