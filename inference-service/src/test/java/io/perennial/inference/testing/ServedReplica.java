package io.perennial.inference.testing;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.inference.serving.TopicIsRead;
import io.perennial.inference.swap.HotSwap;
import io.perennial.inference.swap.ServingModel;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts models into service in a replica under test, whatever serves there already. */
@ApplicationScoped
public class ServedReplica {

    private static final DecisionMaker GATE = new DecisionMaker("gate-of-" + ServedReplica.class.getSimpleName());

    private final InMemoryConnector connector;
    private final HotSwap hotSwap;
    private final ArtifactStore artifacts;
    private final TopicIsRead topic;
    private final Path keys;

    ServedReplica(
            @Any InMemoryConnector connector,
            HotSwap hotSwap,
            ArtifactStore artifacts,
            TopicIsRead topic,
            @ConfigProperty(name = "inference.verification-keys") Path keys) {
        this.connector = connector;
        this.hotSwap = hotSwap;
        this.artifacts = artifacts;
        this.topic = topic;
        this.keys = keys;
    }

    /** Writes a model with weights of this seed, and nothing more. */
    public Digest write(long seed) throws IOException {
        return new StoredModels(artifacts).write(seed);
    }

    /** Has a model with weights of this seed serve. */
    public Digest serve(long seed) throws IOException {
        Digest model = write(seed);
        if (hotSwap.model().map(ServingModel::digest).filter(model::equals).isEmpty()) {
            GATE.trustedIn(keys);
            topic.isRead();
            long next = 1 + hotSwap.model().map(ServingModel::version).orElse(0L);
            new Replica(connector, hotSwap).serve(GATE.toServe(next, model));
        }
        return model;
    }
}
