package io.perennial.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PerennialTest {

    @ParameterizedTest
    @ValueSource(strings = {"up", "demo"})
    void bringsAStackUpWithTheSameOptionsWhateverTheCommand(String command) {
        assertThat(Perennial.commandLine().getSubcommands().get(command).getUsageMessage())
                .contains("--data", "--port-offset", "--kafka-port", "--plan", "--training-threads", "--set");
    }

    @Test
    void saysWhatIsWrongWithAPlanThatIsNotThere() {
        StringWriter said = new StringWriter();
        CommandLine perennial = Perennial.commandLine().setErr(new PrintWriter(said));

        int status = perennial.execute("up", "--data", "target/nothing-is-here", "--plan", "no-such-plan.yaml");

        assertThat(status).isEqualTo(1);
        assertThat(said.toString().strip()).isEqualTo("there is no plan no-such-plan.yaml");
    }

    @Test
    void wantsBothFoldersOfDicomWithTheirLabels() {
        StringWriter said = new StringWriter();
        CommandLine perennial = Perennial.commandLine().setErr(new PrintWriter(said));

        int status = perennial.execute("experiment", "paper", "--original", "somewhere");

        assertThat(status).isEqualTo(2);
        assertThat(said.toString()).contains("--original-labels", "--target", "--target-labels");
    }

    @Test
    void repeatsOneSeedOrSeveral() {
        StringWriter said = new StringWriter();
        CommandLine perennial = Perennial.commandLine().setErr(new PrintWriter(said));

        int status =
                perennial.execute("experiment", "paper", "--quick", "--seeds", "2", "--data", "target/nothing-is-here");

        assertThat(status).isEqualTo(1);
        assertThat(said.toString()).contains("--quick is one seed");
    }

    @Test
    void namesNoPathOfThisMachineOnThePage() {
        assertThat(PaperCommand.withoutPaths(
                        List.of("--quick", "--original", "/home/x/o", "--target=/home/x/t", "--lambda", "0,1")))
                .isEqualTo("./perennial experiment paper --quick --original DIR --target=DIR --lambda 0,1");
    }
}
