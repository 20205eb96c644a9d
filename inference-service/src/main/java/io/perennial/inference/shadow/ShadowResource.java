package io.perennial.inference.shadow;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.inference.access.Caller;
import io.perennial.inference.access.Role;
import io.perennial.network.ModelStore;
import io.perennial.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Says which model reads along and how it compares, and has another one do so. */
@Path("/shadow")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATOR)
class ShadowResource {

    private final ShadowChoices choices;
    private final ShadowThread thread;
    private final Shadows shadows;
    private final ModelStore models;
    private final Caller caller;
    private final String lineage;

    ShadowResource(
            ShadowChoices choices,
            ShadowThread thread,
            Shadows shadows,
            ArtifactStore artifacts,
            Caller caller,
            @ConfigProperty(name = "perennial.lineage") String lineage) {
        this.choices = choices;
        this.thread = thread;
        this.shadows = shadows;
        this.models = new ModelStore(artifacts);
        this.caller = caller;
        this.lineage = lineage;
    }

    /** What is asked for. */
    record Wanted(@Nullable Digest model) {}

    /**
     * What reads along on this replica.
     *
     * @param model that was chosen, for all replicas
     * @param reason why it does not read along, if it is refused
     * @param comparison as this replica saw it
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Shadow(
            Optional<Digest> model,
            Optional<String> chosenBy,
            Optional<Instant> chosenAt,
            ShadowKeeper.State state,
            Optional<String> reason,
            Optional<Figures> comparison) {}

    /** A comparison on the wire. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Figures(
            Digest serving,
            Digest shadow,
            int exams,
            OptionalDouble agreement,
            OptionalDouble kappa,
            int flips,
            List<List<Integer>> readings,
            long dropped,
            long failed,
            Instant since) {

        static Figures of(Comparison comparison) {
            return new Figures(
                    comparison.serving(),
                    comparison.shadow(),
                    comparison.exams(),
                    comparison.agreement(),
                    comparison.kappa(),
                    comparison.flips(),
                    comparison.readings().rows(),
                    comparison.dropped(),
                    comparison.failed(),
                    comparison.since());
        }
    }

    @GET
    @Blocking
    @Operation(
            operationId = "shadow",
            summary = "Which model reads along, and how it compares with the one that serves",
            description =
                    "readings: exams, a row per category the serving model said, A to D, in it one per category the"
                            + " shadow said. State and comparison are this replica's.")
    public Shadow shadow() {
        Optional<ShadowChoices.Choice> choice = choices.find(lineage);
        ShadowKeeper.Standing standing = thread.standing();
        return new Shadow(
                choice.flatMap(ShadowChoices.Choice::model),
                choice.map(ShadowChoices.Choice::by),
                choice.map(ShadowChoices.Choice::at),
                standing.state(),
                standing.reason(),
                shadows.run().map(run -> Figures.of(run.comparison())));
    }

    @PUT
    @Blocking
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "chooseShadow", summary = "Has a model of the lineage read along, on every replica")
    @APIResponse(responseCode = "202", description = "Every replica loads it within seconds; GET says how it stands")
    @APIResponse(responseCode = "400", description = "No model is named")
    @APIResponse(responseCode = "422", description = "The store has no such model, or it is of another lineage")
    public Response choose(Wanted wanted) {
        Digest model = wanted == null ? null : wanted.model();
        if (model == null) {
            throw new ProblemException(400, "say which: {\"model\":\"sha256:…\"}");
        }
        check(model);
        choose(Optional.of(model));
        return Response.accepted(shadow()).build();
    }

    @DELETE
    @Blocking
    @Operation(
            operationId = "endShadow",
            summary = "Has no model read along, until one is chosen or the gate lets one through")
    @APIResponse(responseCode = "204")
    public void end() {
        choose(Optional.empty());
    }

    private void check(Digest model) {
        try {
            String found = models.card(model).lineage();
            if (!found.equals(lineage)) {
                throw new ProblemException(422, "the model is of another lineage than " + lineage);
            }
        } catch (ArtifactCorruptException e) {
            throw new ProblemException(422, "the store holds no model card under this digest");
        } catch (IOException e) {
            throw new ProblemException(422, "the model cannot be fetched from the artifact store");
        }
    }

    private void choose(Optional<Digest> model) {
        choices.choose(lineage, new ShadowChoices.Choice(model, caller.name(), Instant.now()));
        thread.wake();
    }
}
