package io.perennial.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressBarTest {

    @Test
    void showsShareAndTimeLeft() {
        assertThat(ProgressBar.text("training", 0.5, Optional.of(Duration.ofSeconds(42)), 200))
                .isEqualTo("  training" + " ".repeat(21) + "█".repeat(20) + " ".repeat(20) + "  50 %  42 s left");
    }

    @Test
    void drawsEighthsOfAColumn() {
        assertThat(ProgressBar.text("x", 17.0 / 320, Optional.empty(), 200)).contains(" ██▏       ");
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "NaN, 0", "1.5, 100", "0.999, 99"})
    void keepsWithinItsEnds(double share, String percent) {
        assertThat(ProgressBar.text("x", share, Optional.empty(), 80)).endsWith(" " + percent + " %");
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 60, 80, 120})
    void fitsItsLine(int columns) {
        String text = ProgressBar.text(
                "a label that is much too long for it", 0.3, Optional.of(Duration.ofSeconds(61)), columns);

        assertThat(text).hasSizeLessThanOrEqualTo(columns).contains("…");
    }

    @Test
    void becomesPlainLinesWhereNothingCanMove() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, 80);

        terminal.progress("training", 0.1, Optional.empty());
        terminal.progress("training", 0.2, Optional.empty());
        terminal.line("trained");

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .last()
                .isEqualTo("trained");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).doesNotContain("\u001b", "\r");
    }

    @Test
    void isOverwrittenOnATerminal() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), true, 80);

        terminal.progress("training", 0.1, Optional.empty());
        terminal.progress("training", 0.2, Optional.empty());
        terminal.line("trained");

        assertThat(bytes.toString(StandardCharsets.UTF_8).split(System.lineSeparator(), -1))
                .hasSize(2)
                .satisfies(lines -> assertThat(lines[0]).endsWith("\r\u001b[Ktrained"));
    }
}
