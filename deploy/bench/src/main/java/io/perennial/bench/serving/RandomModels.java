package io.perennial.bench.serving;

import ai.djl.ndarray.NDArray;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.artifact.ModelCard;
import io.perennial.artifact.Recipe;
import io.perennial.mammography.Density;
import io.perennial.network.Classifier;
import io.perennial.network.GoldenInput;
import io.perennial.network.ModelStore;
import io.perennial.network.Network;
import io.perennial.network.Preprocessing;
import io.perennial.network.ResNetSpec;
import io.perennial.network.Weights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Models that have learned nothing, stored as real ones are: what is in their weights takes no time. */
public final class RandomModels {

    private RandomModels() {}

    /**
     * Weights of a seed whose logits are of the size of one, so that no probability is rounded to 0 or 1 and two models'
     * answers differ; the caller closes them.
     */
    static Weights weights(ResNetSpec spec, long seed) {
        Weights weights = Weights.initial(spec, seed);
        double scale = 0;
        for (float logit : golden(weights)) {
            scale = Math.max(scale, Math.abs(logit));
        }
        for (String name : List.of("fc.weight", "fc.bias")) {
            try (NDArray scaled = weights.get(name).mul(1 / scale)) {
                weights.get(name).set(scaled.toFloatArray());
            }
        }
        return weights;
    }

    /** Stores a model of a seed; gives its digest. */
    public static Digest write(ArtifactStore artifacts, String lineage, ResNetSpec spec, long seed) throws IOException {
        try (Weights weights = weights(spec, seed)) {
            float[] logits = golden(weights);
            ModelCard card = new ModelCard(
                    lineage,
                    spec.name(),
                    spec.inputSize(),
                    Preprocessing.VERSION,
                    List.of(Density.values()),
                    artifacts.put(weights.encode()),
                    weights.statisticsDigest(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    new Recipe(Recipe.Trainable.ALL, Recipe.Statistics.ORIGINAL, 0, 1, 1e-3, 1, 8, 1),
                    Map.of(),
                    Digest.of("no plan".getBytes(StandardCharsets.UTF_8)),
                    new ModelCard.Golden(GoldenInput.PATTERN, List.of(logits[0], logits[1], logits[2], logits[3])),
                    Map.of());
            return new ModelStore(artifacts).write(card);
        }
    }

    private static float[] golden(Weights weights) {
        Network.recordNoGradientsOnThisThread();
        int size = weights.spec().inputSize();
        try (Network network = Network.load(weights.spec());
                Classifier classifier = new Classifier(network, weights.copy())) {
            return classifier.logits(GoldenInput.pattern(size), 1)[0];
        }
    }
}
