package io.perennial.ingest.cohort;

import io.perennial.ingest.domain.DomainStatus;
import io.perennial.ingest.domain.Domains;
import io.perennial.problem.ProblemException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Asks for cohorts. */
@Path("/domains/{domain}/cohorts")
@Produces(MediaType.APPLICATION_JSON)
public class FreezesResource {

    private final Domains domains;
    private final Cohorts cohorts;
    private final Freezer freezer;

    FreezesResource(Domains domains, Cohorts cohorts, Freezer freezer) {
        this.domains = domains;
        this.cohorts = cohorts;
        this.freezer = freezer;
    }

    @POST
    @Operation(summary = "Freezes a cohort now, whatever the trigger says; GET /domains/{id} shows when it is there")
    public Response freeze(@PathParam("domain") String domain) {
        DomainStatus status = domains.status(domain);
        if (status.labelledExams() == 0) {
            throw new ProblemException(
                    409, "domain " + domain + " has no labelled exam with a usable image, so nothing to freeze");
        }
        cohorts.ask(domain);
        freezer.wake();
        return Response.accepted(status).build();
    }
}
