package io.perennial.inference.testing;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.event.ModelServing;
import io.perennial.inference.serving.TopicIsRead;
import io.perennial.inference.swap.HotSwap;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.mammography.PixelMatrix;
import io.perennial.network.Classifier;
import io.perennial.network.ModelStore;
import io.perennial.network.Network;
import io.perennial.network.Preprocessing;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The service as a test sees it from behind: brings models into service, and knows what they must answer. */
@ApplicationScoped
public class ReplicaUnderTest {

    private final AtomicLong sequence = new AtomicLong();
    private final DecisionMaker gate = new DecisionMaker("gate-1");
    private final ArtifactStore artifacts;
    private final TopicIsRead topic;
    private final Path keys;
    private final Replica replica;

    ReplicaUnderTest(
            @Any InMemoryConnector connector,
            HotSwap hotSwap,
            ArtifactStore artifacts,
            TopicIsRead topic,
            @ConfigProperty(name = "inference.verification-keys") Path keys) {
        this.artifacts = artifacts;
        this.topic = topic;
        this.keys = keys;
        this.replica = new Replica(connector, hotSwap);
    }

    /**
     * Has a small model serve.
     *
     * @return its digest
     */
    public Digest serveAModel() throws IOException {
        gate.trustedIn(keys);
        topic.isRead();
        Digest model = model(1);
        serve(model);
        return model;
    }

    /** Writes a model of this seed. */
    public Digest model(long seed) throws IOException {
        return new StoredModels(artifacts).write(seed);
    }

    /** Decides on a model and waits until it serves. */
    public void serve(Digest model) {
        replica.serve(decision(model));
    }

    /** The next decision, not yet told to anybody. */
    public ModelServing decision(Digest model) {
        return gate.toServe(sequence.incrementAndGet(), model);
    }

    /** Number of the last decision. */
    public int version() {
        return sequence.intValue();
    }

    public Replica replica() {
        return replica;
    }

    /** What a model says of an image, by the shared network alone. */
    public DensityProbabilities probabilities(Digest model, PixelMatrix pixels) throws IOException {
        ModelStore store = new ModelStore(artifacts);
        char[] grey16 = Preprocessing.toGrey16(pixels, StoredModels.INPUT_SIZE);
        float[] grey = new float[grey16.length];
        Preprocessing.toUnitInterval(grey16, grey, 0);
        Network.recordNoGradientsOnThisThread();
        try (Network network = Network.load(ModelStore.spec(store.card(model)));
                Classifier classifier = new Classifier(network, store.weights(store.card(model)))) {
            return DensityProbabilities.ofLogits(classifier.logits(grey, 1)[0]);
        }
    }
}
