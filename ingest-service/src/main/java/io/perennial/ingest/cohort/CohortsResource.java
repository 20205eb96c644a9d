package io.perennial.ingest.cohort;

import io.perennial.artifact.Digest;
import io.perennial.problem.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Shows cohorts. */
@Path("/cohorts/{digest}")
@Produces(MediaType.APPLICATION_JSON)
public class CohortsResource {

    private final Cohorts cohorts;

    CohortsResource(Cohorts cohorts) {
        this.cohorts = cohorts;
    }

    @GET
    @Operation(summary = "A published cohort: its counts and its manifest")
    public CohortDescription one(@PathParam("digest") String digest) throws IOException {
        return cohorts.find(digestOf(digest))
                .orElseThrow(() -> new ProblemException(404, "no cohort of this service has this digest"));
    }

    private static Digest digestOf(String text) {
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, "a cohort is named by sha256: and 64 hexadecimal digits");
        }
    }
}
