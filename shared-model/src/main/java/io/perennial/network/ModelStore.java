package io.perennial.network;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Json;
import io.perennial.artifact.ModelCard;
import java.io.IOException;

/** Models in the artifact store, each named by the digest of its card. */
public final class ModelStore {

    private final ArtifactStore artifacts;

    public ModelStore(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    /** The digest a model has, or would have, whose card this is. */
    public static Digest digestOf(ModelCard card) {
        return Digest.of(Json.bytes(card));
    }

    /** The card of a stored model. */
    public ModelCard card(Digest model) throws IOException {
        return Json.read(artifacts.read(model), ModelCard.class);
    }

    /** Stores the card; the files it names must already be there. */
    public Digest write(ModelCard card) throws IOException {
        if (!artifacts.contains(card.tensors())) {
            throw new IllegalStateException("a card may only be written after its tensors " + card.tensors());
        }
        return artifacts.put(Json.bytes(card));
    }

    /**
     * The weights a card names; the caller closes them.
     *
     * @throws ArtifactCorruptException if they do not fit the architecture, or their BatchNorm statistics are not those
     *     the card vouches for
     */
    public Weights weights(ModelCard card) throws IOException {
        Weights weights = Weights.read(spec(card), artifacts.map(card.tensors()));
        Digest statistics = weights.statisticsDigest();
        if (!statistics.equals(card.statistics())) {
            weights.close();
            throw new ArtifactCorruptException(
                    "the BatchNorm statistics are " + statistics + ", the card vouches for " + card.statistics());
        }
        return weights;
    }

    /** The network a card's weights belong to. */
    public static ResNetSpec spec(ModelCard card) {
        return ResNetSpec.named(card.architecture(), card.inputSize());
    }
}
