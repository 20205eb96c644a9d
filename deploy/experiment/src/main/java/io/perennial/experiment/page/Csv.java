package io.perennial.experiment.page;

import io.perennial.figure.CsvLine;

/** A table as CSV, with a dot in numbers. */
final class Csv {

    private final StringBuilder text = new StringBuilder();

    Csv(String... header) {
        row((Object[]) header);
    }

    /** A row of as many cells as the header has. */
    void row(Object... cells) {
        text.append(CsvLine.of(cells));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
