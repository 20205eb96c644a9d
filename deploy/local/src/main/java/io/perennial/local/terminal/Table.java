package io.perennial.local.terminal;

import java.util.ArrayList;
import java.util.List;

/** A table in plain text: columns as wide as their widest cell, numbers to the right. */
public final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... header) {
        rows.add(List.of(header));
    }

    /** Adds a row of as many cells as the header has. */
    public void row(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells in a table of " + rows.get(0).size() + " columns");
        }
        rows.add(List.of(cells));
    }

    /** The table, each line ended, the header underlined. */
    @Override
    public String toString() {
        int columns = rows.get(0).size();
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                line.append(c == 0 ? "" : GAP).append(padded(rows.get(r).get(c), c));
            }
            text.append(line.toString().stripTrailing()).append('\n');
            if (r == 0) {
                for (int c = 0; c < columns; c++) {
                    text.append(c == 0 ? "" : GAP).append("─".repeat(width(c)));
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    private String padded(String cell, int column) {
        String space = " ".repeat(width(column) - cell.codePointCount(0, cell.length()));
        return isNumeric(column) ? space + cell : cell + space;
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(
                        row -> row.get(column).codePointCount(0, row.get(column).length()))
                .max()
                .orElse(0);
    }

    private boolean isNumeric(int column) {
        return rows.size() > 1
                && rows.stream()
                        .skip(1)
                        .map(row -> row.get(column))
                        .allMatch(cell -> cell.isEmpty() || cell.matches("[-+−–]?[0-9.]*%?"));
    }
}
