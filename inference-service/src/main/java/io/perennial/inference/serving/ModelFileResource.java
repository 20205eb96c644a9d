package io.perennial.inference.serving;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.ModelCard;
import io.perennial.inference.swap.HotSwap;
import io.perennial.inference.swap.ServingModel;
import io.perennial.network.ModelStore;
import io.perennial.network.OnnxNetwork;
import io.perennial.network.Weights;
import io.perennial.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Hands out the serving network as a file that other servers run. */
@Path("/model/onnx")
class ModelFileResource {

    private final HotSwap hotSwap;
    private final ModelStore models;
    private final Semaphore one = new Semaphore(1); // whoever takes it holds a network's weights in memory

    ModelFileResource(HotSwap hotSwap, ArtifactStore artifacts) {
        this.hotSwap = hotSwap;
        this.models = new ModelStore(artifacts);
    }

    @GET
    @Blocking
    @Operation(operationId = "modelFile", summary = "The serving model as model.onnx", description = """
                    BatchNorm is folded into the convolutions. Input grey (N, 1, H, W), 0 (black) to 1 (white), preprocessed as the \
                    metadata says; outputs logits (N, 4) in the order of the labels, and z.LAYER (N, C), what watched BatchNorm \
                    layers were given in units of their statistics. Written anew from the verified weights at each call.""")
    @APIResponse(
            responseCode = "200",
            description = "The file; its metadata names the model",
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "404", description = "No model serves yet")
    @APIResponse(responseCode = "429", description = "Somebody else takes the file at this moment")
    public Response file(@Context RoutingContext context) throws IOException {
        ServingModel model = hotSwap.model()
                .orElseThrow(() -> new ProblemException(404, "no model serves yet: the first approved one is awaited"));
        if (!one.tryAcquire()) {
            throw new ProblemException(429, "somebody else takes the file at this moment; try again in a few seconds");
        }
        context.addEndHandler(ended -> one.release());
        ModelCard card = models.card(model.digest());
        StreamingOutput file = out -> write(card, model, out);
        return Response.ok(file, "application/octet-stream")
                .header("Content-Disposition", "attachment; filename=\"model.onnx\"")
                .build();
    }

    private void write(ModelCard card, ServingModel model, OutputStream out) throws IOException {
        try (Weights weights = models.weights(card)) {
            Map<String, String> metadata = Map.of(
                    "model", model.digest().toString(),
                    "version", Long.toString(model.version()),
                    "lineage", model.lineage(),
                    "preprocessing", card.preprocessing(),
                    "labels", card.labels().toString());
            OnnxNetwork.write(weights, metadata, out);
        }
    }
}
