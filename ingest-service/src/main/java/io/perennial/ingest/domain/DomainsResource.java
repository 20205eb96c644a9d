package io.perennial.ingest.domain;

import io.perennial.problem.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Defines and shows domains. */
@Path("/domains")
@Produces(MediaType.APPLICATION_JSON)
public class DomainsResource {

    private final Domains domains;

    DomainsResource(Domains domains) {
        this.domains = domains;
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Defines a domain: 201 if it is new, 200 if it was there")
    public Response define(@PathParam("id") String id, @Nullable DomainDefinition definition) {
        if (definition == null) {
            throw new ProblemException(
                    400, "the body is missing: {\"role\":\"TARGET\",\"name\":\"…\",\"trigger\":{\"newExams\":200}}");
        }
        boolean isNew = domains.define(id, definition);
        return Response.status(isNew ? Response.Status.CREATED : Response.Status.OK)
                .entity(domains.status(id))
                .build();
    }

    @GET
    @Operation(summary = "All domains and how far they are")
    public List<DomainStatus> all() {
        return domains.all().stream().map(domain -> domains.status(domain.id())).toList();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One domain: images, exams, labels, how far from the next cohort, cohorts so far")
    public DomainStatus one(@PathParam("id") String id) {
        return domains.status(id);
    }
}
