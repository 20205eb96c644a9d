package io.perennial.ingest.label;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All readers' reports of one exam, kept apart. */
final class ExamReports {

    private final Map<String, ReaderReports> readers = new TreeMap<>();

    ExamReports() {}

    ExamReports(Collection<Statement> known) {
        known.forEach(statement -> of(statement.reader()).keep(statement));
    }

    /** This reader's reports. */
    ReaderReports of(String reader) {
        return readers.computeIfAbsent(reader, name -> new ReaderReports());
    }

    /** The readers' labels, one each, in the order of their pseudonyms. */
    List<ReaderLabel> labels() {
        return readers.values().stream()
                .map(ReaderReports::label)
                .flatMap(Optional::stream)
                .toList();
    }
}
