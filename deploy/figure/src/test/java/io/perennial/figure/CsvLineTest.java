package io.perennial.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLineTest {

    @Test
    void quotesWhatWouldBreakALine() {
        assertThat(CsvLine.of("one, two", "say \"so\"", "two\nlines", "plain"))
                .isEqualTo("\"one, two\",\"say \"\"so\"\"\",\"two\nlines\",plain\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+SUM(A1)", "-2+3", "@import", "\tx", "=HYPERLINK(\"http://x\")"})
    void letsNoSpreadsheetTakeATextForAFormula(String text) {
        assertThat(CsvLine.of(text)).matches("(?s)\"?'.*\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.25", "+3", "1.0E-5", "-1e9"})
    void leavesNumbersAsTheyAre(String number) {
        assertThat(CsvLine.of(number)).isEqualTo(number + "\r\n");
    }

    @Test
    void writesAnEmptyCellAsNothing() {
        assertThat(CsvLine.of("a", "", 0.5)).isEqualTo("a,,0.5\r\n");
    }
}
