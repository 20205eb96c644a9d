package io.perennial.training.expansion;

import io.perennial.problem.ProblemException;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Expansions over HTTP: looking, and stopping one. */
@Path("/expansions")
@Produces(MediaType.APPLICATION_JSON)
@Transactional
class ExpansionResource {

    private final StoredExpansions expansions;
    private final StoredCandidates candidates;
    private final Expansions decisions;

    ExpansionResource(StoredExpansions expansions, StoredCandidates candidates, Expansions decisions) {
        this.expansions = expansions;
        this.candidates = candidates;
        this.decisions = decisions;
    }

    @GET
    @Operation(summary = "All expansions, the newest first")
    public List<ExpansionView> list() {
        return expansions.newestFirst().stream().map(this::view).toList();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One expansion: how far it is, and the models it has given")
    public ExpansionView one(@PathParam("id") String id) {
        return expansions.findByIdOptional(id).map(this::view).orElseThrow(ExpansionResource::unknown);
    }

    @POST
    @Path("/{id}/cancellation")
    @Operation(summary = "Stops an expansion; one that runs stops within seconds")
    public ExpansionView cancel(@PathParam("id") String id) {
        try {
            return decisions.cancel(id).map(this::view).orElseThrow(ExpansionResource::unknown);
        } catch (AlreadyOverException e) {
            throw new ProblemException(409, Objects.requireNonNull(e.getMessage()));
        }
    }

    private ExpansionView view(Expansion expansion) {
        return ExpansionView.of(expansion, candidates.of(expansion.id()));
    }

    private static ProblemException unknown() {
        return new ProblemException(404, "there is no expansion of this id; GET /expansions lists them all");
    }
}
