package io.perennial.evaluation.judging;

import io.perennial.artifact.Digest;
import io.perennial.artifact.ModelCard;
import io.perennial.network.Classifier;
import io.perennial.network.ModelStore;
import io.perennial.network.Network;
import io.perennial.network.ResNetSpec;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The models of one judgement, each opened when first needed; closed together. For one thread. */
final class OpenModels implements AutoCloseable {

    private final ModelStore store;
    private final Map<ResNetSpec, Network> networks = new HashMap<>();
    private final Map<Digest, Classifier> classifiers = new HashMap<>();

    OpenModels(ModelStore store) {
        this.store = store;
    }

    ModelStore store() {
        return store;
    }

    ModelCard card(Digest model) throws IOException {
        return store.card(model);
    }

    /** A stored model, ready to read. */
    Classifier classifier(Digest model) throws IOException {
        Classifier known = classifiers.get(model);
        if (known != null) {
            return known;
        }
        ModelCard card = store.card(model);
        Classifier opened = new Classifier(network(ModelStore.spec(card)), store.weights(card));
        classifiers.put(model, opened);
        return opened;
    }

    /** The network of a spec; one serves all weights. */
    Network network(ResNetSpec spec) {
        return networks.computeIfAbsent(spec, Network::load);
    }

    @Override
    public void close() {
        classifiers.values().forEach(Classifier::close);
        networks.values().forEach(Network::close);
    }
}
