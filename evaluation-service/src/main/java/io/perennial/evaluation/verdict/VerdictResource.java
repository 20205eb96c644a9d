package io.perennial.evaluation.verdict;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.ChangeControlPlan;
import io.perennial.artifact.Digest;
import io.perennial.artifact.InvalidPlanException;
import io.perennial.evaluation.lineage.Lineage;
import io.perennial.evaluation.lineage.ServingDecision;
import io.perennial.evaluation.plan.PlanInForce;
import io.perennial.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Verdicts, approved models, and what people decide about them. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "verdicts")
class VerdictResource {

    private static final int LONGEST_TEXT = 1000;

    private final Verdicts verdicts;
    private final Lineage lineage;
    private final PersonalDecisions decisions;
    private final ArtifactStore artifacts;
    private final PlanInForce plan;

    VerdictResource(
            Verdicts verdicts,
            Lineage lineage,
            PersonalDecisions decisions,
            ArtifactStore artifacts,
            PlanInForce plan) {
        this.verdicts = verdicts;
        this.lineage = lineage;
        this.decisions = decisions;
        this.artifacts = artifacts;
        this.plan = plan;
    }

    @GET
    @Path("verdicts")
    @Operation(summary = "All verdicts, newest first")
    @Transactional
    public List<VerdictSummary> verdicts() {
        return verdicts.newestFirst().stream().map(VerdictSummary::of).toList();
    }

    @GET
    @Path("verdicts/{id}")
    @Operation(summary = "One verdict with the figures it rests on")
    @Transactional
    public VerdictView verdict(@PathParam("id") String id) throws IOException, InvalidPlanException {
        Verdict verdict = verdicts.findByIdOptional(id)
                .orElseThrow(
                        () -> new ProblemException(404, "there is no verdict of this id; GET /verdicts lists them"));
        ChangeControlPlan then = ChangeControlPlan.parse(artifacts.read(verdict.plan()));
        return VerdictView.of(verdict, verdicts.evidence(verdict), then);
    }

    @POST
    @Path("verdicts/{id}/approval")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "A person's approval or refusal of an approved candidate, where the plan asks for one")
    public VerdictView decide(@PathParam("id") String id, @Nullable ApprovalRequest request)
            throws IOException, InvalidPlanException {
        if (request == null || request.decision() == null) {
            throw new ProblemException(
                    422, "the body is {\"approver\":…,\"reason\":…,\"decision\":\"APPROVE\" or \"REFUSE\"}");
        }
        check("approver", request.approver());
        check("reason", request.reason());
        decisions.decide(id, request);
        return verdict(id);
    }

    @GET
    @Path("models")
    @Operation(summary = "The lineage: all models that may serve, oldest first")
    @Transactional
    public List<ModelView> models() {
        String name = plan.plan().lineage();
        Optional<Digest> serving = lineage.serving(name).map(ServingDecision::model);
        return lineage.approved(name).stream()
                .map(model -> new ModelView(
                        model.model(),
                        model.lineage(),
                        model.domain(),
                        model.role(),
                        model.cohort(),
                        model.verdict(),
                        model.approvedAt(),
                        serving.equals(Optional.of(model.model()))))
                .toList();
    }

    @POST
    @Path("rollback")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Brings an earlier approved model back into service")
    public ServingView rollBack(@Nullable RollbackRequest request) {
        if (request == null || request.model() == null) {
            throw new ProblemException(422, "the body is {\"model\":\"sha256:…\",\"reason\":…}");
        }
        check("reason", request.reason());
        if (request.by() != null) {
            check("by", request.by());
        }
        return ServingView.of(
                decisions.rollBack(digest(request.model()), request.reason(), Optional.ofNullable(request.by())));
    }

    private static Digest digest(String text) {
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(422, "\"model\" is a digest, sha256: and 64 hexadecimal digits");
        }
    }

    private static void check(String field, @Nullable String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST_TEXT) {
            throw new ProblemException(422, "\"" + field + "\" is a text of 1 to " + LONGEST_TEXT + " characters");
        }
    }
}
