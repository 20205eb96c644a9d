package io.perennial.ingest.cohort;

import io.perennial.ingest.domain.DomainStatus;
import io.perennial.ingest.domain.DomainStatuses;
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

    private final DomainStatuses statuses;
    private final Cohorts cohorts;
    private final Freezer freezer;

    FreezesResource(DomainStatuses statuses, Cohorts cohorts, Freezer freezer) {
        this.statuses = statuses;
        this.cohorts = cohorts;
        this.freezer = freezer;
    }

    @POST
    @Operation(
            summary = "Freezes a cohort now, whatever number and time say; GET /domains/{id} shows when it is there",
            description =
                    "The least number of exams per density (trigger.minimumPerClass) holds all the same: 409 says what is"
                            + " missing; who wants the cohort nevertheless lowers it.")
    public Response freeze(@PathParam("domain") String domain) {
        DomainStatus status = statuses.of(domain);
        if (status.uninspectedImages() == 0) { // else nobody knows yet, and the freezer looks once they are
            check(status);
        }
        cohorts.ask(domain);
        freezer.wake();
        return Response.accepted(status).build();
    }

    private static void check(DomainStatus status) {
        if (status.labelledExams() == 0) {
            throw new ProblemException(
                    409, "domain " + status.id() + " has no labelled exam with a usable image, so nothing to freeze");
        }
        if (!status.missingPerClass().isEmpty()) {
            throw new ProblemException(
                    409,
                    "domain " + status.id() + " has too few labelled exams of some densities, more are wanted: "
                            + status.missingPerClass()
                            + "; a lower trigger.minimumPerClass lets it be frozen as it is");
        }
    }
}
