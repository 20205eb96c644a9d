package io.perennial.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
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
}
