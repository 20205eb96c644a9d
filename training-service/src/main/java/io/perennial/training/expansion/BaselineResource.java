package io.perennial.training.expansion;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.ArtifactTooLargeException;
import io.perennial.artifact.Digest;
import io.perennial.network.ForeignWeights;
import io.perennial.network.ResNetSpec;
import io.perennial.network.UnfitWeightsException;
import io.perennial.problem.ProblemException;
import io.perennial.training.TrainingConfig;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Takes a model that was trained elsewhere as the lineage's baseline. */
@Path("/baseline")
@Produces(MediaType.APPLICATION_JSON)
class BaselineResource {

    // a parameter's shape does not depend on it
    private static final int ANY_IMAGE_SIZE = 224;

    private final ArtifactStore artifacts;
    private final BaselineImports imports;
    private final TrainingConfig training;

    BaselineResource(ArtifactStore artifacts, BaselineImports imports, TrainingConfig training) {
        this.artifacts = artifacts;
        this.imports = imports;
        this.training = training;
    }

    @GET
    @Operation(summary = "The model that was brought to be the baseline, and how it stands")
    public BaselineView standing() {
        return imports.standing()
                .orElseThrow(() ->
                        new ProblemException(404, "no model was brought to be the baseline (PUT /baseline does that)"));
    }

    @PUT
    @Consumes({"application/vnd.safetensors", MediaType.APPLICATION_OCTET_STREAM})
    @Operation(
            summary =
                    "Brings a model to be the baseline: its safetensors file, four classes A to D, torchvision's names",
            description =
                    "Nothing is trained: the Fisher information is computed on the original domain's training images"
                            + " as soon as its first cohort is there, then the plan's baseline clause admits the model or not. The"
                            + " same file again changes nothing; another one replaces it until that cohort comes. The model gets"
                            + " grey images, value / (2^bits - 1) copied to three channels, without ImageNet's mean and deviation.")
    public Response bring(
            @Parameter(description = "name of its architecture; training.network if absent") @QueryParam("network")
                    Optional<String> network,
            @Parameter(
                            description =
                                    "edge of the images it was trained on; if it is said, the cohort's must be the same")
                    @QueryParam("imageSize")
                    Optional<String> imageSize,
            @Parameter(description = "sha256:… of the file; what arrives must have it") @QueryParam("digest")
                    Optional<String> digest,
            InputStream file)
            throws IOException {
        ResNetSpec spec = spec(network.orElseGet(training::network), size(imageSize));
        Digest tensors = received(spec, digest.map(BaselineResource::digest), file);
        OptionalInt said = imageSize.isPresent() ? OptionalInt.of(spec.inputSize()) : OptionalInt.empty();
        try {
            BaselineView standing = imports.bring(new ImportedModel(tensors, spec.name(), said));
            return Response.accepted(standing).build();
        } catch (BaselineTakenException e) {
            throw new ProblemException(409, Objects.requireNonNull(e.getMessage()));
        }
    }

    private Digest received(ResNetSpec spec, Optional<Digest> announced, InputStream file) throws IOException {
        try {
            return artifacts.receive(file, training.weightsLimit().asLongValue(), (digest, bytes) -> {
                if (announced.filter(expected -> !expected.equals(digest)).isPresent()) {
                    throw new ProblemException(
                            422, "the file arrived as " + digest + ", not as " + announced.get() + "; send it again");
                }
                var unused = ForeignWeights.complete(spec, bytes);
            });
        } catch (UnfitWeightsException e) {
            throw new ProblemException(422, Objects.requireNonNull(e.getMessage()));
        } catch (ArtifactTooLargeException e) {
            throw new ProblemException(413, e.getMessage() + " (training.weights-limit)");
        }
    }

    private static ResNetSpec spec(String network, int imageSize) {
        try {
            return ResNetSpec.named(network, imageSize);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, Objects.requireNonNull(e.getMessage()));
        }
    }

    private static int size(Optional<String> imageSize) {
        if (imageSize.isPresent() && !imageSize.get().matches("[1-9][0-9]{0,3}")) {
            throw new ProblemException(400, "imageSize is a number of pixels, e.g. 224");
        }
        return imageSize.map(Integer::parseInt).orElse(ANY_IMAGE_SIZE);
    }

    private static Digest digest(String text) {
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, Objects.requireNonNull(e.getMessage()));
        }
    }
}
