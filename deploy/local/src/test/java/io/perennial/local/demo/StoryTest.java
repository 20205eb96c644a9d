package io.perennial.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.Digest;
import io.perennial.event.Event;
import io.perennial.event.ExpansionTrained;
import io.perennial.event.TrainingProgressed;
import io.perennial.local.terminal.Terminal;
import io.perennial.mammography.DomainRole;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoryTest {

    private static final Digest ANY = Digest.of(new byte[0]);

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final Story story = new Story(
            new Terminal(new PrintStream(told, true, StandardCharsets.UTF_8), false, 80),
            Set.of("original", "newcomer"));

    @Test
    void tellsHowFarItsOwnTrainingIs() {
        story.meanwhile(progress("newcomer"));
        story.meanwhile(trained("newcomer"));

        assertThat(told.toString(StandardCharsets.UTF_8)).contains("50 %").contains("trained in 42 s");
    }

    @Test
    void tellsNothingOfOthersWhoSendMeanwhile() {
        story.meanwhile(progress("somebody-else"));
        story.meanwhile(trained("somebody-else"));

        assertThat(told.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static Event progress(String domain) {
        return new TrainingProgressed(
                "expansion",
                domain,
                "CANDIDATE",
                Optional.empty(),
                1,
                2,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                0.5,
                10,
                Instant.EPOCH);
    }

    private static Event trained(String domain) {
        return new ExpansionTrained(
                "expansion",
                "breast-density",
                domain,
                DomainRole.TARGET,
                Optional.of(ANY),
                ANY,
                ANY,
                List.of(ANY),
                Optional.empty(),
                Optional.empty(),
                42,
                Instant.EPOCH);
    }
}
