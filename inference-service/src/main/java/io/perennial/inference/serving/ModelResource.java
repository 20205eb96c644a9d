package io.perennial.inference.serving;

import io.perennial.artifact.Digest;
import io.perennial.inference.access.Role;
import io.perennial.inference.swap.HotSwap;
import io.perennial.inference.swap.ServingModel;
import io.perennial.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Tells which model answers. */
@Path("/model")
@Produces(MediaType.APPLICATION_JSON)
class ModelResource {

    private final HotSwap hotSwap;

    ModelResource(HotSwap hotSwap) {
        this.hotSwap = hotSwap;
    }

    /** A serving model on the wire. */
    record Model(String lineage, long version, Digest digest, Instant since, String architecture, int inputSize) {

        static Model of(ServingModel model) {
            return new Model(
                    model.lineage(),
                    model.version(),
                    model.digest(),
                    model.since(),
                    model.architecture(),
                    model.inputSize());
        }
    }

    @GET
    @RolesAllowed({Role.READER, Role.OPERATOR})
    @Operation(operationId = "model", summary = "The model that serves now")
    @APIResponse(
            responseCode = "200",
            description = "The model: version is the number of the decision that put it into service",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Model.class),
                            examples = @ExampleObject(name = "model", value = EXAMPLE)))
    @APIResponse(responseCode = "404", description = "No model serves yet")
    public Model model() {
        return hotSwap.model()
                .map(Model::of)
                .orElseThrow(() -> new ProblemException(404, "no model serves yet: the first approved one is awaited"));
    }

    private static final String EXAMPLE = """
            {"lineage":"breast-density","version":2,\
            "digest":"sha256:0f6a1c3d5e7b9082a4c6e8f00112233445566778899aabbccddeeff001122334",\
            "since":"2026-03-01T09:30:00Z","architecture":"demo","inputSize":48}""";
}
