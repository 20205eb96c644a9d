package io.perennial.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "400, 0.4 s",
        "9949, 9.9 s",
        "9960, 10 s",
        "59499, 59 s",
        "59500, 1 min",
        "185000, 3 min 5 s",
        "3599600, 1 h",
        "7800000, 2 h 10 min"
    })
    void saysDurationsAsPeopleDo(long milliseconds, String words) {
        assertThat(Durations.words(Duration.ofMillis(milliseconds))).isEqualTo(words);
    }
}
