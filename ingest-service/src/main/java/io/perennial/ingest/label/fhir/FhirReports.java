package io.perennial.ingest.label.fhir;

import io.perennial.ingest.label.Label;
import io.perennial.ingest.label.UnreadableLabelsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Observation;

/**
 * The labels of a FHIR R4 document: of its DiagnosticReports and of its Observations. An Observation that is the result of a
 * report of the same document speaks through the report.
 *
 * @param labels in the order of the document
 * @param ignored resources that give no label: preliminary ones, such without a density, of other types
 */
public record FhirReports(List<Label> labels, int ignored) {

    public FhirReports {
        labels = List.copyOf(labels);
    }

    /**
     * Reads a document that the caller has bounded. All or nothing.
     *
     * @throws UnreadableLabelsException with the number of the entry that is wrong, the first being 1
     */
    public static FhirReports read(byte[] document) throws UnreadableLabelsException {
        List<FhirEntry> entries = FhirDocument.entries(document);
        for (FhirEntry entry : entries) {
            if (entry.method()
                    .filter(method -> !method.equals("POST") && !method.equals("PUT"))
                    .isPresent()) {
                throw new UnreadableLabelsException(entry.place()
                        + " is a request other than POST and PUT; a report that no longer holds is sent once more, with"
                        + " the status entered-in-error");
            }
        }
        FhirResources resources = new FhirResources(entries);
        ReportLabels reportLabels = new ReportLabels(resources);
        Set<DomainResource> results = results(resources);
        List<Label> labels = new ArrayList<>();
        int withLabels = 0;
        for (Map.Entry<FhirEntry, DomainResource> one : resources.all().entrySet()) {
            List<Label> its = labels(reportLabels, one.getKey(), one.getValue(), results);
            labels.addAll(its);
            withLabels += its.isEmpty() ? 0 : 1;
        }
        return new FhirReports(labels, ignored(entries, withLabels, results.size()));
    }

    private static List<Label> labels(
            ReportLabels reportLabels, FhirEntry entry, DomainResource resource, Set<DomainResource> results)
            throws UnreadableLabelsException {
        if (resource instanceof DiagnosticReport report) {
            return reportLabels.of(entry, report);
        }
        if (resource instanceof Observation observation && !results.contains(observation)) {
            return reportLabels.of(entry, observation);
        }
        return List.of();
    }

    private static Set<DomainResource> results(FhirResources resources) {
        Set<DomainResource> entries = new HashSet<>(resources.all().values()); // equal only to themselves
        Set<DomainResource> results = new HashSet<>();
        for (DomainResource resource : resources.all().values()) {
            if (resource instanceof DiagnosticReport report) {
                report.getResult().stream()
                        .map(result -> resources.target(report, result))
                        .flatMap(Optional::stream)
                        .filter(entries::contains)
                        .forEach(results::add);
            }
        }
        return results;
    }

    private static int ignored(List<FhirEntry> entries, int withLabels, int results) {
        int reports = (int) entries.stream()
                .filter(entry -> entry.type().equals("DiagnosticReport")
                        || entry.type().equals("Observation")
                        || entry.json().isEmpty())
                .count();
        return reports - withLabels - results;
    }
}
