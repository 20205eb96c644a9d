package io.perennial.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.artifact.Digest;
import io.perennial.artifact.DirectoryArtifactStore;
import io.perennial.artifact.InvalidPlanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurrentPlanTest {

    private static final Path VALID = Path.of("src/test/resources/change-control-plan.yaml");

    @TempDir
    Path directory;

    private DirectoryArtifactStore artifacts;

    @BeforeEach
    void opensAStore() throws IOException {
        artifacts = new DirectoryArtifactStore(directory.resolve("artifacts"));
    }

    @Test
    void keepsThePlansBytesUnderTheirDigest() throws Exception {
        CurrentPlan plan = new CurrentPlan(VALID, "breast-density", artifacts);

        assertThat(plan.digest()).isEqualTo(Digest.of(Files.readAllBytes(VALID)));
        assertThat(artifacts.read(plan.digest())).isEqualTo(Files.readAllBytes(VALID));
    }

    @Test
    void refusesThePlanOfAnotherLineage() {
        assertThatThrownBy(() -> new CurrentPlan(VALID, "lung-nodules", artifacts))
                .hasMessageContaining("\"breast-density\"")
                .hasMessageContaining("\"lung-nodules\"");
    }

    @Test
    void saysWhereItLookedForAPlanThatIsNotThere() {
        Path nowhere = directory.resolve("plan.yaml");

        assertThatThrownBy(() -> new CurrentPlan(nowhere, "breast-density", artifacts))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(nowhere.toString());
    }

    @Test
    void refusesAPlanThatCannotBeExecuted() throws Exception {
        Path broken = Files.writeString(
                directory.resolve("plan.yaml"), Files.readString(VALID).replace("path: [0.5, 1]", "path: [2]"));

        assertThatThrownBy(() -> new CurrentPlan(broken, "breast-density", artifacts))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining("modifications.path");
    }
}
