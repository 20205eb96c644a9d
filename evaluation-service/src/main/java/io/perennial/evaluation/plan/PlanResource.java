package io.perennial.evaluation.plan;

import io.perennial.artifact.ArtifactMissingException;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.ChangeControlPlan;
import io.perennial.artifact.Digest;
import io.perennial.artifact.InvalidPlanException;
import io.perennial.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The plan in force and those before it, byte for byte as they were written. */
@Path("/plans")
@Produces("application/yaml")
@Blocking
@Tag(name = "plans")
class PlanResource {

    private final PlanInForce plan;
    private final ArtifactStore artifacts;

    PlanResource(PlanInForce plan, ArtifactStore artifacts) {
        this.plan = plan;
        this.artifacts = artifacts;
    }

    @GET
    @Path("in-force")
    @Operation(summary = "The change-control plan in force; its digest is the ETag")
    public Response inForce() throws IOException {
        return Response.ok(artifacts.read(plan.digest()))
                .tag(plan.digest().toString())
                .build();
    }

    @GET
    @Path("{digest}")
    @Operation(summary = "A plan under which something was decided, by its digest")
    public byte[] plan(@PathParam("digest") String digest) throws IOException {
        try {
            byte[] yaml = artifacts.read(Digest.parse(digest));
            ChangeControlPlan.parse(yaml); // no other artifact is given out here
            return yaml;
        } catch (IllegalArgumentException | ArtifactMissingException | InvalidPlanException e) {
            throw new ProblemException(404, "no plan has this digest; a verdict names the plan it was reached under");
        }
    }
}
