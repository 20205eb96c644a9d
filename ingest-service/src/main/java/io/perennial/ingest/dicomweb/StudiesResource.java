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

/** STOW-RS. The base URL to give to the PACS of a domain's only institution is {@code /domains/{domain}/dicomweb}. */
@Path("/domains/{domain}/dicomweb/studies")
@Produces({StoreAnswer.MEDIA_TYPE, MediaType.APPLICATION_JSON})
@Consumes(MediaType.WILDCARD)
@ReadAhead
public class StudiesResource {

    private final StowRequests requests;

    StudiesResource(StowRequests requests) {
        this.requests = requests;
    }

    @POST
    @Operation(summary = StoreAnswer.SUMMARY, description = StoreAnswer.DESCRIPTION)
    public Response store(
            @PathParam("domain") String domain,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            InputStream body)
            throws IOException {
        return requests.store(new Sender(domain, Optional.empty(), Optional.empty()), contentType, body);
    }

    @POST
    @Path("{study}")
    @Operation(summary = StoreAnswer.SUMMARY + " of one study", description = StoreAnswer.DESCRIPTION)
    public Response storeOfStudy(
            @PathParam("domain") String domain,
            @PathParam("study") String study,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            InputStream body)
            throws IOException {
        return requests.store(new Sender(domain, Optional.empty(), Optional.of(study)), contentType, body);
    }
}
