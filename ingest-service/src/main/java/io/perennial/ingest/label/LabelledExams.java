package io.perennial.ingest.label;

import io.perennial.ingest.domain.LabelPolicy;
import io.perennial.mammography.Density;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a file of labels alone says of its exams, for whoever reads an archive without a service. */
public final class LabelledExams {

    private LabelledExams() {}

    /**
     * The density of each exam by its Study Instance UID: the newest reader's, of a reader the latest report of each breast,
     * the denser breast. Reports without a time are as old as each other; of these the last counts.
     */
    public static Map<String, Density> newest(List<Label> labels) {
        Map<String, ExamReports> exams = new HashMap<>();
        int arrival = 0;
        for (Label label : labels) {
            exams.computeIfAbsent(label.studyInstanceUid(), exam -> new ExamReports())
                    .of(label.reader())
                    .take(new Statement(
                            label.studyInstanceUid(),
                            label.reader(),
                            label.breast(),
                            label.density(),
                            label.reportedAt().orElse(Instant.EPOCH),
                            label.reportedAt().isPresent(),
                            label.standing(),
                            arrival++));
        }
        Map<String, Density> densities = new TreeMap<>();
        exams.forEach((exam, reports) -> decided(reports).ifPresent(label -> densities.put(exam, label.density())));
        return densities;
    }

    private static Optional<ReaderLabel> decided(ExamReports reports) {
        return DecidingLabel.under(LabelPolicy.NEWEST, reports.labels());
    }
}
