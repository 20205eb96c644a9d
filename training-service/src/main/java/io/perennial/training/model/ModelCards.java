package io.perennial.training.model;

import io.perennial.artifact.CohortManifest;
import io.perennial.artifact.Digest;
import io.perennial.artifact.FisherCertificate;
import io.perennial.artifact.ModelCard;
import io.perennial.artifact.Recipe;
import io.perennial.mammography.Density;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Composes the cards of new models; what a model inherits from its base is taken from the base's card. */
final class ModelCards {

    private static final List<Density> LABELS = Arrays.stream(Density.values())
            .sorted(Comparator.comparingInt(Density::rank))
            .toList();

    private ModelCards() {}

    /**
     * The first model of a lineage.
     *
     * @param architecture name of a {@code ResNetSpec}
     * @param cohort what it learned from, with its digest
     * @param anchor {@code anchor.safetensors}
     * @param origin of others' weights that went into it
     */
    static ModelCard baseline(
            Lineage lineage,
            String architecture,
            CohortManifest cohort,
            Digest cohortDigest,
            ModelFiles files,
            Digest anchor,
            FisherCertificate fisher,
            Recipe recipe,
            Optional<ModelCard.Origin> origin) {
        return new ModelCard(
                lineage.name(),
                architecture,
                cohort.imageSize(),
                cohort.preprocessing(),
                LABELS,
                files.tensors(),
                files.statistics(),
                Optional.of(anchor),
                Optional.of(fisher),
                Optional.empty(),
                Optional.empty(),
                recipe,
                Map.of(cohort.domain(), cohortDigest),
                lineage.plan(),
                files.golden(),
                lineage.software(),
                origin);
    }

    /**
     * A model that was fine-tuned from another.
     *
     * @param base the card of the model it was fine-tuned from
     * @param baseDigest that card's digest
     * @param anchor that it was trained under
     * @param fisher certificate of the anchor's Fisher diagonal
     * @param domain the target domain, which the cohort is of
     * @param control whether it is a comparison only: it keeps no anchor, so that nothing can be built on it
     */
    static ModelCard tuned(
            Lineage lineage,
            ModelCard base,
            Digest baseDigest,
            Digest anchor,
            FisherCertificate fisher,
            String domain,
            Digest cohort,
            ModelFiles files,
            Recipe recipe,
            boolean control) {
        Map<String, Digest> cohorts = new HashMap<>(base.cohorts());
        cohorts.put(domain, cohort);
        return new ModelCard(
                base.lineage(),
                base.architecture(),
                base.inputSize(),
                base.preprocessing(),
                base.labels(),
                files.tensors(),
                files.statistics(),
                control ? Optional.empty() : Optional.of(anchor),
                control ? Optional.empty() : Optional.of(fisher),
                Optional.of(base.baseline().orElse(baseDigest)),
                Optional.of(baseDigest),
                recipe,
                cohorts,
                lineage.plan(),
                files.golden(),
                lineage.software());
    }
}
