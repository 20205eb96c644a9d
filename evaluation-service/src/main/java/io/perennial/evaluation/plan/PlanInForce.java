package io.perennial.evaluation.plan;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.ChangeControlPlan;
import io.perennial.artifact.Digest;
import io.perennial.artifact.InvalidPlanException;
import io.perennial.evaluation.EvaluationSettings;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The plan the gate executes. Every version that was ever in force stays in the artifact store. A plan that cannot be
 * executed keeps the service from starting: no plan, no verdict.
 */
@Startup
@Singleton
public class PlanInForce {

    private static final long MAXIMUM_BYTES = 1 << 20; // a page of YAML; what is larger is another file

    private final ChangeControlPlan plan;
    private final Digest digest;

    PlanInForce(
            EvaluationSettings settings,
            @ConfigProperty(name = "perennial.lineage") String lineage,
            ArtifactStore artifacts)
            throws IOException, InvalidPlanException {
        Path file = settings.plan();
        if (!Files.isRegularFile(file) || Files.size(file) > MAXIMUM_BYTES) {
            throw new IOException("there is no change-control plan at " + file.toAbsolutePath() + " (evaluation.plan)");
        }
        byte[] yaml = Files.readAllBytes(file);
        this.plan = ChangeControlPlan.parse(yaml);
        if (!plan.lineage().equals(lineage)) {
            throw new IOException("the change-control plan governs the lineage \"" + plan.lineage()
                    + "\", this service judges \"" + lineage + "\" (perennial.lineage)");
        }
        this.digest = artifacts.put(yaml);
    }

    public ChangeControlPlan plan() {
        return plan;
    }

    /** The digest of the file's bytes. */
    public Digest digest() {
        return digest;
    }
}
