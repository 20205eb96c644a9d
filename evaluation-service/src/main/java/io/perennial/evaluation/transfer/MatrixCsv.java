package io.perennial.evaluation.transfer;

import io.perennial.evaluation.transfer.TransferMatrix.Cell;
import io.perennial.evaluation.transfer.TransferMatrix.Version;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The cells of a matrix as a table, a line each; RFC 4180, but with line feeds alone. What is undefined is empty. */
public final class MatrixCsv {

    private static final String HEADER =
            "domain,version,model,approved_with,kappa,standard_error,images,exams,patients,cohort,verdict";

    private MatrixCsv() {}

    public static String of(TransferMatrix matrix) {
        return Stream.concat(
                        Stream.of(HEADER),
                        matrix.cells().stream()
                                .map(cell -> line(cell, matrix.versions().get(cell.version() - 1))))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(Cell cell, Version version) {
        return Stream.of(
                        cell.domain(),
                        Integer.toString(cell.version()),
                        version.model().toString(),
                        version.domain(),
                        number(cell.kappa()),
                        number(cell.standardError()),
                        Integer.toString(cell.images()),
                        Integer.toString(cell.exams()),
                        Integer.toString(cell.patients()),
                        cell.cohort().toString(),
                        cell.verdict())
                .map(MatrixCsv::field)
                .collect(Collectors.joining(","));
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
    }

    private static String field(String text) {
        return List.of(",", "\"", "\n", "\r").stream().anyMatch(text::contains)
                ? "\"" + text.replace("\"", "\"\"") + "\""
                : text;
    }
}
