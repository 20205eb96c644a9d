package io.perennial.ingest.label;

import io.perennial.ingest.cohort.Freezer;
import io.perennial.ingest.domain.Domains;
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
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Takes label files in. */
@Path("/domains/{domain}/labels")
@Produces(MediaType.APPLICATION_JSON)
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
            summary = "Takes densities in as CSV: study_instance_uid,density,reader",
            description =
                    "All or nothing: a file with a wrong line is refused, with the line's number. Labels of exams that"
                            + " are not there yet wait for them; a label that is known changes nothing; a reader's other label"
                            + " for the same exam replaces the first.")
    public Labels.Receipt add(@PathParam("domain") String domain, InputStream csv) throws IOException {
        domains.get(domain);
        byte[] file = csv.readNBytes(limit + 1);
        if (file.length > limit) {
            throw new ProblemException(413, "a label file has at most " + limit + " bytes; send it in pieces");
        }
        try {
            Labels.Receipt receipt = labels.add(domain, LabelFile.read(new ByteArrayInputStream(file)));
            freezer.wake();
            return receipt;
        } catch (UnreadableLabelsException e) {
            throw new ProblemException(400, e.getMessage() + "; nothing of the file was taken in");
        }
    }
}
