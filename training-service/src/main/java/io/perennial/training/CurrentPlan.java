package io.perennial.training;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.ChangeControlPlan;
import io.perennial.artifact.Digest;
import io.perennial.artifact.InvalidPlanException;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The change-control plan new expansions are made under. Its bytes are in the artifact store from the start, so that an
 * expansion is finished under the plan it began with, whatever the file says by then. A plan that cannot be executed keeps
 * the service from starting.
 */
@Startup
@Singleton
public class CurrentPlan {

    // a page of YAML; what is larger is another file
    private static final long MAXIMUM_BYTES = 1 << 20;

    private final Digest digest;
    private final String lineage;

    CurrentPlan(
            @ConfigProperty(name = "training.plan") Path file,
            @ConfigProperty(name = "perennial.lineage") String lineage,
            ArtifactStore artifacts)
            throws IOException, InvalidPlanException {
        if (!Files.isRegularFile(file) || Files.size(file) > MAXIMUM_BYTES) {
            throw new IOException("there is no change-control plan at " + file.toAbsolutePath() + " (training.plan)");
        }
        byte[] yaml = Files.readAllBytes(file);
        ChangeControlPlan plan = ChangeControlPlan.parse(yaml);
        if (!plan.lineage().equals(lineage)) {
            throw new IOException("the change-control plan governs the lineage \"" + plan.lineage()
                    + "\", this service trains \"" + lineage + "\" (perennial.lineage)");
        }
        this.digest = artifacts.put(yaml);
        this.lineage = lineage;
    }

    /** The digest of the file's bytes. */
    public Digest digest() {
        return digest;
    }

    /** The line of models it governs. */
    public String lineage() {
        return lineage;
    }
}
