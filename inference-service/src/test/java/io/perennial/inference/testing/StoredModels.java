package io.perennial.inference.testing;

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
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Small real models, written to an artifact store as the evaluation-service writes them. */
public final class StoredModels {

    public static final String LINEAGE = "breast-density";
    public static final int INPUT_SIZE = 32;

    private final ArtifactStore artifacts;

    public StoredModels(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    /** A model of the demo's network with weights of this seed. */
    public Digest write(long seed) throws IOException {
        return write(seed, weights -> {}, UnaryOperator.identity());
    }

    /** The same after its weights, then its card, were tampered with; the golden logits are those of the untouched weights. */
    public Digest write(long seed, Consumer<Weights> weightsChange, UnaryOperator<ModelCard> cardChange)
            throws IOException {
        ResNetSpec spec = ResNetSpec.named("demo", INPUT_SIZE);
        try (Weights weights = Weights.initial(spec, seed)) {
            List<Float> golden = golden(weights);
            weightsChange.accept(weights);
            ModelCard card = card(artifacts.put(weights.encode()), weights.statisticsDigest(), golden);
            return new ModelStore(artifacts).write(cardChange.apply(card));
        }
    }

    private static List<Float> golden(Weights weights) {
        Network.recordNoGradientsOnThisThread();
        try (Network network = Network.load(weights.spec());
                Classifier classifier = new Classifier(network, weights.copy())) {
            float[] logits = classifier.logits(GoldenInput.pattern(INPUT_SIZE), 1)[0];
            return List.of(logits[0], logits[1], logits[2], logits[3]);
        }
    }

    private static ModelCard card(Digest tensors, Digest statistics, List<Float> golden) {
        return new ModelCard(
                LINEAGE,
                "demo",
                INPUT_SIZE,
                Preprocessing.VERSION,
                List.of(Density.values()),
                tensors,
                statistics,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Recipe(Recipe.Trainable.ALL, Recipe.Statistics.ORIGINAL, 0, 1, 1e-3, 1, 8, 1),
                Map.of(),
                Digest.of("plan".getBytes(StandardCharsets.UTF_8)),
                new ModelCard.Golden(GoldenInput.PATTERN, golden),
                Map.of());
    }
}
