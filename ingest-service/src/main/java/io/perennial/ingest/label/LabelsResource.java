package io.perennial.ingest.label;

import io.perennial.ingest.cohort.Freezer;
import io.perennial.ingest.domain.Domains;
import io.perennial.ingest.label.fhir.FhirReports;
import io.perennial.problem.ProblemException;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Takes labels in. */
@Path("/domains/{domain}/labels")
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "200", description = "what the delivery changed")
@APIResponse(
        responseCode = "400",
        description = "something in it is wrong: which line or entry, and why; nothing of it was taken in")
@APIResponse(responseCode = "413", description = "larger than ingest.label-file-limit")
public class LabelsResource {

    private final Domains domains;
    private final Labels labels;
    private final Freezer freezer;
    private final int limit;

    LabelsResource(
            Domains domains,
            Labels labels,
            Freezer freezer,
            @ConfigProperty(name = "ingest.label-file-limit", defaultValue = "16M") MemorySize limit) {
        this.domains = domains;
        this.labels = labels;
        this.freezer = freezer;
        this.limit = Math.toIntExact(limit.asLongValue());
    }

    @POST
    @Consumes("text/csv")
    @Operation(
            summary =
                    "Takes densities in as CSV: study_instance_uid,density,reader, and if wanted laterality,reported_at",
            description =
                    "All or nothing: a file with a wrong line is refused, with the line's number. Labels of exams that are"
                            + " not there yet wait for them; a label that is known changes nothing; of a reader's labels for"
                            + " one exam the latest holds, by reported_at where it is given, else by arrival. With a"
                            + " laterality (L or R) the density is of that breast, and the denser breast decides.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "text/csv",
                            examples =
                                    @ExampleObject(
                                            name = "two exams, one of them breast by breast",
                                            value = EXAMPLE_CSV)))
    public Receipt addCsv(@PathParam("domain") String domain, InputStream csv) throws IOException {
        domains.get(domain);
        byte[] file = bounded(csv);
        return take(domain, () -> new Delivery(LabelFile.read(new ByteArrayInputStream(file)), 0));
    }

    @POST
    @Consumes("application/fhir+json")
    @Operation(
            summary = "Takes densities in as FHIR R4: DiagnosticReport and Observation, alone or in a Bundle",
            description =
                    "All or nothing: one wrong entry refuses the Bundle, with its number. The density is a SNOMED CT code"
                            + " (A 129716005, B 129717001, C 129718006, D 129719003) in DiagnosticReport.conclusionCode or"
                            + " Observation.value; the exam an identifier of the system urn:dicom:uid. final, amended,"
                            + " corrected and appended count; registered and preliminary are ignored; cancelled and"
                            + " entered-in-error take the reader's label back. docs/curl.md has an example of each shape.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/fhir+json",
                            examples = @ExampleObject(name = "one report", value = EXAMPLE_FHIR)))
    public Receipt addFhir(@PathParam("domain") String domain, InputStream fhir) throws IOException {
        domains.get(domain);
        byte[] document = bounded(fhir);
        return take(domain, () -> {
            FhirReports reports = FhirReports.read(document);
            return new Delivery(reports.labels(), reports.ignored());
        });
    }

    private byte[] bounded(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw new ProblemException(
                    413, "a delivery of labels has at most " + limit + " bytes; send it in several pieces");
        }
        return bytes;
    }

    private Receipt take(String domain, Reading reading) throws IOException {
        try {
            Delivery delivery = reading.read();
            Receipt receipt = labels.add(domain, delivery.labels(), delivery.ignored());
            freezer.wake();
            return receipt;
        } catch (UnreadableLabelsException e) {
            throw new ProblemException(400, e.getMessage() + "; nothing was taken in");
        }
    }

    private interface Reading {
        Delivery read() throws IOException, UnreadableLabelsException;
    }

    private record Delivery(List<Label> labels, int ignored) {}

    private static final String EXAMPLE_CSV = """
            study_instance_uid,density,reader,laterality,reported_at
            1.2.840.99.1,C,"Doe, Jane",,2026-03-14T09:26:53Z
            1.2.840.99.2,B,"Doe, Jane",L,2026-03-14T09:31:07Z
            1.2.840.99.2,C,"Doe, Jane",R,2026-03-14T09:31:07Z
            """;

    private static final String EXAMPLE_FHIR = """
            {"resourceType": "DiagnosticReport", "status": "final", "issued": "2026-03-14T09:26:53Z",
             "code": {"coding": [{"system": "http://loinc.org", "code": "24606-6"}]},
             "resultsInterpreter": [{"reference": "Practitioner/17", "display": "Jane Doe"}],
             "imagingStudy": [{"identifier": {"system": "urn:dicom:uid", "value": "urn:oid:1.2.840.99.1"}}],
             "conclusionCode": [{"coding": [{"system": "http://snomed.info/sct", "code": "129718006"}]}]}
            """;
}
