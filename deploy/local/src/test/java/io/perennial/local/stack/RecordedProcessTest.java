package io.perennial.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecordedProcessTest {

    private final RecordedProcess self = RecordedProcess.of(ProcessHandle.current());

    @Test
    void knowsAProcessAgain() {
        assertThat(self.isRunning()).isTrue();
    }

    @Test
    void doesNotTakeAnotherProcessOfTheSameIdForIt() {
        RecordedProcess earlier =
                new RecordedProcess(self.pid(), self.startedAt().minus(Duration.ofMinutes(1)));

        assertThat(earlier.isRunning()).isFalse();
    }

    @Test
    void seesThatAProcessHasEnded() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        RecordedProcess recorded = new RecordedProcess(ended.pid(), Instant.now());
        ended.waitFor();

        assertThat(recorded.isRunning()).isFalse();
    }
}
