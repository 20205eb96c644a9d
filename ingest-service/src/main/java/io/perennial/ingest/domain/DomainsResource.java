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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/** Defines and shows domains. */
@Path("/domains")
@Produces(MediaType.APPLICATION_JSON)
public class DomainsResource {

    private final Domains domains;
    private final DomainStatuses statuses;

    DomainsResource(Domains domains, DomainStatuses statuses) {
        this.domains = domains;
        this.statuses = statuses;
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Defines a domain: 201 if it is new, 200 if it was there",
            description =
                    "role, name and trigger are needed; what else is left out stays as it was. trigger: newExams, every"
                            + " (ISO 8601) or both, whichever is first; minimumPerClass holds a cohort back, also one that is asked"
                            + " for, until each density has so many labelled exams. labelPolicy: NEWEST, MAJORITY (ties: the denser),"
                            + " DENSEST, READER with \"reader\", AGREEMENT with \"readers\". exclusions: findings that are admitted to"
                            + " cohorts. institutions are added or renamed, and never removed.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            examples = {
                                @ExampleObject(name = "all that is needed", value = SMALL_EXAMPLE),
                                @ExampleObject(name = "all there is", value = LARGE_EXAMPLE)
                            }))
    public Response define(@PathParam("id") String id, @Nullable DomainDefinition definition) {
        if (definition == null) {
            throw new ProblemException(
                    400, "the body is missing: {\"role\":\"TARGET\",\"name\":\"…\",\"trigger\":{\"newExams\":200}}");
        }
        boolean isNew = domains.define(id, definition);
        return Response.status(isNew ? Response.Status.CREATED : Response.Status.OK)
                .entity(statuses.of(id))
                .build();
    }

    @GET
    @Operation(summary = "All domains and how far they are")
    public List<DomainStatus> all() {
        return domains.all().stream().map(domain -> statuses.of(domain.id())).toList();
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "One domain: images, exams, labels, scanners, how far from the next cohort, cohorts so far",
            description =
                    "outlook says it in a sentence: \"38 more labelled exams, and 3 more of density D, until the first"
                            + " cohort\". An exam whose density changes after it was in a cohort counts as changed, not as new: a cohort"
                            + " is immutable, the next one has the new density.")
    public DomainStatus one(@PathParam("id") String id) {
        return statuses.of(id);
    }

    private static final String SMALL_EXAMPLE = """
            {"role": "TARGET", "name": "North hospital", "trigger": {"newExams": 200}}
            """;

    private static final String LARGE_EXAMPLE = """
            {"role": "TARGET", "name": "North hospital",
             "trigger": {"newExams": 200, "every": "P30D", "minimumPerClass": 10},
             "institutions": [{"id": "main", "name": "Main building"}, {"id": "west", "name": "West clinic"}],
             "labelPolicy": {"rule": "AGREEMENT", "readers": 2},
             "exclusions": {"admit": ["IMPLANT"]},
             "splitRatio": "5:2:3"}
            """;
}
