package io.perennial.ingest.label.fhir;

import io.perennial.ingest.label.Label;
import io.perennial.ingest.label.ReportTime;
import io.perennial.ingest.label.Standing;
import io.perennial.ingest.label.UnreadableLabelsException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** Makes labels of single reports and observations. */
final class ReportLabels {

    private static final int MOST_EXAMS = 16; // of one report
    private static final int LONGEST_READER = 200;

    private final FhirResources resources;
    private final ExamReferences exams;
    private final ReaderNames readers;

    ReportLabels(FhirResources resources) {
        this.resources = resources;
        this.exams = new ExamReferences(resources);
        this.readers = new ReaderNames(resources);
    }

    /** The labels of a report, see {@link Finding}. None if the report is preliminary or speaks of no density. */
    List<Label> of(FhirEntry entry, DiagnosticReport report) throws UnreadableLabelsException {
        Optional<Standing> standing =
                standing(entry, report.hasStatus() ? report.getStatus().toCode() : null);
        if (standing.isEmpty()) {
            return List.of();
        }
        List<Observation> results = results(report);
        List<Finding> findings = Finding.of(report, results);
        List<String> studies = studies(report, results);
        Optional<String> reader = readers.of(report, join(report.getResultsInterpreter(), report.getPerformer()));
        if (standing.get() == Standing.WITHDRAWN) {
            boolean isOurs = !findings.isEmpty() || (!studies.isEmpty() && reader.isPresent());
            findings = isOurs ? List.of(new Finding(Optional.empty(), Optional.empty())) : List.of();
        }
        Source source = new Source(
                studies, reader, time(entry, report.getIssuedElement(), report.getEffective()), standing.get());
        return labels(entry, source, findings);
    }

    /** The labels of an observation that stands by itself. None if it is preliminary or is of no density. */
    List<Label> of(FhirEntry entry, Observation observation) throws UnreadableLabelsException {
        Optional<Standing> standing = standing(
                entry, observation.hasStatus() ? observation.getStatus().toCode() : null);
        if (standing.isEmpty()) {
            return List.of();
        }
        Optional<Finding> finding =
                standing.get() == Standing.WITHDRAWN ? Finding.takenBack(observation) : Finding.of(observation);
        Source source = new Source(
                exams.of(observation, join(observation.getDerivedFrom(), observation.getPartOf())),
                readers.of(observation, observation.getPerformer()),
                time(entry, observation.getIssuedElement(), observation.getEffective()),
                standing.get());
        return labels(entry, source, finding.map(List::of).orElseGet(List::of));
    }

    private static Optional<Standing> standing(FhirEntry entry, @Nullable String status)
            throws UnreadableLabelsException {
        if (status == null) {
            throw new UnreadableLabelsException(entry.place() + " has no status");
        }
        return ReportStatus.standing(status);
    }

    private static List<Label> labels(FhirEntry entry, Source source, List<Finding> findings)
            throws UnreadableLabelsException {
        if (findings.isEmpty()) {
            return List.of(); // about something else
        }
        check(entry, source);
        List<Label> labels = new ArrayList<>();
        for (String exam : source.exams) {
            for (Finding finding : findings) {
                labels.add(new Label(
                        exam,
                        finding.breast(),
                        finding.density(),
                        source.reader.orElseThrow(),
                        source.time,
                        source.standing));
            }
        }
        return labels;
    }

    private static void check(FhirEntry entry, Source source) throws UnreadableLabelsException {
        if (source.exams.isEmpty() || source.exams.size() > MOST_EXAMS) {
            throw new UnreadableLabelsException(entry.place() + " names no exam, or more than " + MOST_EXAMS
                    + ": wanted is an ImagingStudy, or a reference to one, with an identifier of the system urn:dicom:uid"
                    + " and the value urn:oid: and the Study Instance UID");
        }
        if (source.reader.isEmpty() || source.reader.get().length() > LONGEST_READER) {
            throw new UnreadableLabelsException(entry.place() + " names no reader, or by more than " + LONGEST_READER
                    + " characters: wanted is a performer or a resultsInterpreter with an identifier, a reference or a"
                    + " display");
        }
    }

    private List<Observation> results(DiagnosticReport report) {
        return report.getResult().stream()
                .map(result -> resources.target(report, result))
                .flatMap(Optional::stream)
                .filter(Observation.class::isInstance)
                .map(Observation.class::cast)
                .toList();
    }

    /** The report's own studies; where it names none, its results'. */
    private List<String> studies(DiagnosticReport report, List<Observation> results) {
        if (report.hasImagingStudy()) {
            return exams.of(report, report.getImagingStudy());
        }
        return results.stream()
                .flatMap(result -> {
                    List<Reference> references = join(result.getDerivedFrom(), result.getPartOf());
                    // a contained result refers to what the report contains
                    return Stream.concat(exams.of(result, references).stream(), exams.of(report, references).stream());
                })
                .distinct()
                .toList();
    }

    private static Optional<Instant> time(FhirEntry entry, BaseDateTimeType issued, @Nullable Type effective)
            throws UnreadableLabelsException {
        String text = issued.getValueAsString();
        if (text == null && effective instanceof BaseDateTimeType moment) {
            text = moment.getValueAsString();
        } else if (text == null && effective instanceof Period period) {
            text = period.hasEnd()
                    ? period.getEndElement().getValueAsString()
                    : period.getStartElement().getValueAsString();
        }
        try {
            return text == null ? Optional.empty() : Optional.of(ReportTime.parse(text));
        } catch (DateTimeException e) {
            throw new UnreadableLabelsException(entry.place() + ": its time, issued or effective, " + e.getMessage());
        }
    }

    private static List<Reference> join(List<Reference> first, List<Reference> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** Where a label comes from. */
    private record Source(List<String> exams, Optional<String> reader, Optional<Instant> time, Standing standing) {}
}
