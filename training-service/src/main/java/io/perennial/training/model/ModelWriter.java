package io.perennial.training.model;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Cohort;
import io.perennial.artifact.Digest;
import io.perennial.artifact.FisherCertificate;
import io.perennial.artifact.ModelCard;
import io.perennial.artifact.Recipe;
import io.perennial.network.ModelStore;
import io.perennial.network.Network;
import io.perennial.network.Weights;
import io.perennial.training.continual.Baseline;
import io.perennial.training.continual.Compute;
import java.io.IOException;
import java.util.Optional;

/** Stores the models of one expansion: weights first, the card that names them last. */
public final class ModelWriter {

    private final ArtifactStore artifacts;
    private final Network network;
    private final Lineage lineage;

    /**
     * @param network computes the golden output; stays the caller's
     * @param lineage of the models
     * @param plan digest of the plan they are made under
     * @param version of this product
     * @param compute where and how the models are trained
     */
    public ModelWriter(
            ArtifactStore artifacts, Network network, String lineage, Digest plan, String version, Compute compute) {
        this.artifacts = artifacts;
        this.network = network;
        this.lineage = new Lineage(lineage, plan, MadeWith.here(version, compute));
    }

    /**
     * Stores a baseline with its anchor; it stays open. Returns the model's digest.
     *
     * @param origin of others' weights that went into it
     */
    public Digest write(Baseline baseline, Cohort cohort, Recipe recipe, Optional<ModelCard.Origin> origin)
            throws IOException {
        return store(ModelCards.baseline(
                lineage,
                network.spec().name(),
                cohort.manifest(),
                cohort.digest(),
                ModelFiles.write(artifacts, network, baseline.weights()),
                artifacts.put(baseline.anchor().encode()),
                baseline.fisher(),
                recipe,
                origin));
    }

    /**
     * Stores a fine-tuned model; its weights stay open. Returns the model's digest.
     *
     * @param base card of the model it was fine-tuned from
     * @param anchor {@code anchor.safetensors} that it was trained under, and with its certificate what the next is built on
     * @param control whether it is a comparison only
     */
    public Digest write(
            Weights tuned,
            ModelCard base,
            Digest anchor,
            FisherCertificate fisher,
            Cohort cohort,
            Recipe recipe,
            boolean control)
            throws IOException {
        return store(ModelCards.tuned(
                lineage,
                base,
                ModelStore.digestOf(base),
                anchor,
                fisher,
                cohort.manifest().domain(),
                cohort.digest(),
                ModelFiles.write(artifacts, network, tuned),
                recipe,
                control));
    }

    private Digest store(ModelCard card) throws IOException {
        return new ModelStore(artifacts).write(card);
    }
}
