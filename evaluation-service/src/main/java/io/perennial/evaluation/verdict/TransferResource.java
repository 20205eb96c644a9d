package io.perennial.evaluation.verdict;

import io.perennial.evaluation.plan.PlanInForce;
import io.perennial.evaluation.transfer.MatrixCsv;
import io.perennial.evaluation.transfer.TransferMatrix;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How every approved model reads every domain. */
@Path("/models/matrix")
@Blocking
@Tag(name = "verdicts")
class TransferResource {

    private static final String CSV = "text/csv";

    private final OnboardingHistory history;
    private final PlanInForce plan;

    TransferResource(OnboardingHistory history, PlanInForce plan) {
        this.history = history;
        this.plan = plan;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, CSV})
    @Operation(summary = "Kappa on test images, domain by approved model, with backward transfer; as a table by Accept")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = TransferMatrix.class)),
                @Content(mediaType = CSV, schema = @Schema(implementation = String.class))
            })
    public Response matrix(@Context HttpHeaders headers) throws IOException {
        TransferMatrix matrix = history.matrix(plan.plan().lineage());
        MediaType asked = headers.getAcceptableMediaTypes().stream().findFirst().orElse(MediaType.WILDCARD_TYPE);
        return asked.getSubtype().equals("csv") // who takes anything gets JSON
                ? Response.ok(MatrixCsv.of(matrix), CSV).build()
                : Response.ok(matrix, MediaType.APPLICATION_JSON).build();
    }
}
