package io.perennial.training.model;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.artifact.ModelCard;
import io.perennial.network.Classifier;
import io.perennial.network.GoldenInput;
import io.perennial.network.Network;
import io.perennial.network.Weights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A model's stored weights, and what vouches for them.
 *
 * @param tensors {@code model.safetensors}
 * @param statistics digest of the BatchNorm running means and variances alone
 * @param golden the logits for the golden input
 */
record ModelFiles(Digest tensors, Digest statistics, ModelCard.Golden golden) {

    /** Stores the weights. Neither network nor weights are closed. */
    static ModelFiles write(ArtifactStore artifacts, Network network, Weights weights) throws IOException {
        return new ModelFiles(
                artifacts.put(weights.encode()), weights.statisticsDigest(), golden(new Classifier(network, weights)));
    }

    private static ModelCard.Golden golden(Classifier model) {
        List<Float> logits = new ArrayList<>();
        for (float logit : model.logits(GoldenInput.pattern(model.inputSize()), 1)[0]) {
            logits.add(logit);
        }
        return new ModelCard.Golden(GoldenInput.PATTERN, logits);
    }
}
