package io.perennial.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void putsNumbersToTheRightAndWordsToTheLeft() {
        Table table = new Table("part", "port");
        table.row("kafka", "9092");
        table.row("postgres", "15432");

        assertThat(table).hasToString("""
                        part       port
                        ────────  ─────
                        kafka      9092
                        postgres  15432
                        """);
    }

    @Test
    void refusesARowOfAnotherLength() {
        Table table = new Table("part", "port");

        assertThatThrownBy(() -> table.row("kafka")).hasMessage("1 cells in a table of 2 columns");
    }
}
