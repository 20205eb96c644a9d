package io.perennial.ingest.label;

import io.perennial.mammography.Density;
import io.perennial.mammography.Laterality;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything one reader reported of one exam. For each breast the latest report that speaks of it holds, a report of the exam
 * speaking of both; the denser breast decides. In whatever order the reports arrive, they leave the same density.
 */
final class ReaderReports {

    private final List<Statement> statements = new ArrayList<>();
    private final Map<Laterality, Statement> latest = new EnumMap<>(Laterality.class);

    /** What became of a report that arrived. */
    enum Outcome {
        /** The reader had not labelled the exam. */
        ADDED,
        /** It changes the reader's density of the exam. */
        CORRECTED,
        /** It takes the reader's label back. */
        WITHDRAWN,
        /** It changes nothing: known, or the same density again, or the less dense breast. */
        REPEATED,
        /** It changes nothing, since a later report was there first. */
        OUTDATED;

        /** Whether the reader's density of the exam is another one now. */
        boolean changesADensity() {
            return this == ADDED || this == CORRECTED;
        }
    }

    /** Takes a report in. */
    Outcome take(Statement report) {
        if (isKnown(report)) {
            return Outcome.REPEATED;
        }
        Optional<Density> before = density();
        keep(report);
        Optional<Density> after = density();
        if (latest.values().stream().noneMatch(report::equals)) {
            return Outcome.OUTDATED;
        }
        if (report.standing() == Standing.WITHDRAWN) {
            return Outcome.WITHDRAWN;
        }
        if (before.equals(after)) {
            return Outcome.REPEATED;
        }
        return before.isEmpty() ? Outcome.ADDED : Outcome.CORRECTED;
    }

    /** Whether the history holds this report, now that it was taken. */
    boolean holds(Statement report) {
        return statements.contains(report);
    }

    /** The reader's label of the exam; none if there is no report, or all was taken back. */
    Optional<ReaderLabel> label() {
        return latest.values().stream()
                .filter(statement -> statement.density().isPresent())
                .max(Statement::compareTo)
                .map(last -> new ReaderLabel(last.reader(), density().orElseThrow(), last.at(), last.arrival()));
    }

    private Optional<Density> density() {
        return latest.values().stream()
                .flatMap(statement -> statement.density().stream())
                .reduce(Density::denser);
    }

    /** A report without a time that says what holds already would only make the history longer. */
    private boolean isKnown(Statement report) {
        if (report.timed()) {
            return statements.stream().anyMatch(report::repeats);
        }
        return report.breasts().stream()
                .allMatch(breast -> latest.containsKey(breast)
                        && Objects.requireNonNull(latest.get(breast)).density().equals(report.density()));
    }

    /** Adds a report of the history, whatever it changes. */
    void keep(Statement report) {
        statements.add(report);
        for (Laterality breast : report.breasts()) {
            latest.merge(breast, report, (known, other) -> other.compareTo(known) > 0 ? other : known);
        }
    }
}
