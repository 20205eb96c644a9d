package io.perennial.ingest.dicomweb;

import io.perennial.dicom.BodyType;
import io.perennial.ingest.cohort.Freezer;
import io.perennial.ingest.domain.Domains;
import io.perennial.problem.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** STOW-RS. The base URL to give to a PACS is {@code /domains/{domain}/dicomweb}. */
@Path("/domains/{domain}/dicomweb/studies")
public class StudiesResource {

    private final Domains domains;
    private final Reception reception;
    private final Freezer freezer;

    StudiesResource(Domains domains, Reception reception, Freezer freezer) {
        this.domains = domains;
        this.reception = reception;
        this.freezer = freezer;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Stores instances: multipart/related of application/dicom, or one application/dicom",
            description =
                    "200: all stored, 202: some, 409: none; each instance is named with the reason of its failure."
                            + " What is stored is on disk and in the database. Sending an instance again changes nothing.")
    public Response store(
            @PathParam("domain") String domain,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            InputStream body)
            throws IOException {
        String id = domains.get(domain).id();
        BodyType type = Optional.ofNullable(contentType)
                .flatMap(BodyType::of)
                .orElseThrow(
                        () -> new ProblemException(
                                415,
                                "send multipart/related; type=\"application/dicom\"; boundary=…, or one instance as application/dicom"));
        StoreAnswer answer;
        if (type instanceof BodyType.Parts parts) {
            answer = reception.multipart(id, body, parts.boundary());
        } else {
            answer = reception.single(id, body);
        }
        freezer.wake();
        return answer.response();
    }
}
