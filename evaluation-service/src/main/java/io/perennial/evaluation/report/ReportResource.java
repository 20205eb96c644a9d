package io.perennial.evaluation.report;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.ArtifactMissingException;
import io.perennial.artifact.ArtifactStore;
import io.perennial.evaluation.verdict.ReachedVerdict;
import io.perennial.evaluation.verdict.Verdicts;
import io.perennial.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A verdict's report, and the readings behind it. */
@Path("/")
@Blocking
@Tag(name = "verdicts")
class ReportResource {

    private static final String NOTHING_FROM_ELSEWHERE =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private final Verdicts verdicts;
    private final ArtifactStore artifacts;
    private final RecentReports recent;

    ReportResource(Verdicts verdicts, ArtifactStore artifacts, RecentReports recent) {
        this.verdicts = verdicts;
        this.artifacts = artifacts;
        this.recent = recent;
    }

    @GET
    @Path("verdicts/{id}/report")
    @Produces("text/html; charset=utf-8")
    @Operation(summary = "The verdict explained: one HTML page, complete by itself, to be read or printed")
    public Response report(@PathParam("id") String id) throws IOException {
        ReachedVerdict verdict = reached(id);
        try {
            return Response.ok(recent.of(verdict, () -> ReportPage.html(Dossier.open(artifacts, verdict))))
                    .header("Content-Security-Policy", NOTHING_FROM_ELSEWHERE)
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Cache-Control", "no-cache") // a person may decide on it meanwhile
                    .build();
        } catch (ArtifactMissingException | ArtifactCorruptException e) {
            throw unusable(e);
        }
    }

    @GET
    @Path("verdicts/{id}/predictions")
    @Produces("text/csv; charset=utf-8; header=present")
    @Operation(
            summary =
                    "The readings behind the verdict as CSV: a row per test image it opened, from which every figure can"
                            + " be computed again")
    public Response predictions(@PathParam("id") String id) throws IOException {
        ReachedVerdict verdict = reached(id);
        try {
            Dossier dossier = Dossier.open(artifacts, verdict);
            StreamingOutput rows = out -> {
                Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
                PredictionsCsv.write(dossier.sets(), writer);
                writer.flush();
            };
            return Response.ok(rows)
                    .header(
                            "Content-Disposition",
                            "attachment; filename=\"verdict-"
                                    + verdict.evidence().verdict() + "-predictions.csv\"")
                    .header("X-Content-Type-Options", "nosniff")
                    .build();
        } catch (ArtifactMissingException | ArtifactCorruptException e) {
            throw unusable(e);
        }
    }

    private ReachedVerdict reached(String id) throws IOException {
        try {
            return verdicts.reached(id)
                    .orElseThrow(() ->
                            new ProblemException(404, "there is no verdict of this id; GET /verdicts lists them"));
        } catch (ArtifactMissingException | ArtifactCorruptException e) {
            throw unusable(e);
        }
    }

    private static ProblemException unusable(IOException damage) {
        return new ProblemException(
                500, "an artifact that the verdict rests on is missing or damaged, restore it: " + damage.getMessage());
    }
}
