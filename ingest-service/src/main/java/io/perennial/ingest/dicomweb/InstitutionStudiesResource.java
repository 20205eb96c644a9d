package io.perennial.ingest.dicomweb;

import io.perennial.body.ReadAhead;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * STOW-RS for one of several institutions of a domain, each of which numbers its patients by itself. The base URL to give to
 * its PACS is {@code /domains/{domain}/institutions/{institution}/dicomweb}.
 */
@Path("/domains/{domain}/institutions/{institution}/dicomweb/studies")
@Produces({StoreAnswer.MEDIA_TYPE, MediaType.APPLICATION_JSON})
@Consumes(MediaType.WILDCARD)
@ReadAhead
public class InstitutionStudiesResource {

    private final StowRequests requests;

    InstitutionStudiesResource(StowRequests requests) {
        this.requests = requests;
    }

    @POST
    @Operation(summary = StoreAnswer.SUMMARY + " of an institution", description = StoreAnswer.DESCRIPTION)
    public Response store(
            @PathParam("domain") String domain,
            @PathParam("institution") String institution,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            InputStream body)
            throws IOException {
        return requests.store(new Sender(domain, Optional.of(institution), Optional.empty()), contentType, body);
    }

    @POST
    @Path("{study}")
    @Operation(summary = StoreAnswer.SUMMARY + " of one study of an institution", description = StoreAnswer.DESCRIPTION)
    public Response storeOfStudy(
            @PathParam("domain") String domain,
            @PathParam("institution") String institution,
            @PathParam("study") String study,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            InputStream body)
            throws IOException {
        return requests.store(new Sender(domain, Optional.of(institution), Optional.of(study)), contentType, body);
    }
}
