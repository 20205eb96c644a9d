package io.perennial.training.initial;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.network.ForeignWeights;
import io.perennial.network.ResNetSpec;
import io.perennial.network.Weights;
import io.perennial.training.TrainingConfig;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The weights that {@code training.initial-weights} names. What is downloaded is downloaded when a baseline needs it; a file
 * of this machine is looked at when the service starts, so that a wrong one does not come to light only with the first cohort.
 */
@Startup
@Singleton
public class InitialWeights {

    private static final Logger LOG = Logger.getLogger(InitialWeights.class);
    // the shapes of the parameters do not depend on it
    private static final int ANY_IMAGE_SIZE = 224;

    private final ArtifactStore artifacts;
    private final long limit;
    private final Optional<WeightsSource> source;

    /** Reads the settings. @throws IOException if they name a file of this machine that cannot be used */
    @Inject
    public InitialWeights(TrainingConfig training, ArtifactStore artifacts) throws IOException {
        this(
                training.initialWeights().map(location -> WeightsSource.of(location, training.initialWeightsDigest())),
                training.weightsLimit().asLongValue(),
                artifacts);
        if (source.filter(WeightsSource.LocalFile.class::isInstance).isPresent()) {
            var unused = fetch(ResNetSpec.named(training.network(), ANY_IMAGE_SIZE));
        }
    }

    InitialWeights(Optional<WeightsSource> source, long limit, ArtifactStore artifacts) {
        this.source = source;
        this.limit = limit;
        this.artifacts = artifacts;
    }

    /**
     * Weights to start from.
     *
     * @param file digest of the file, which is in the artifact store
     * @param freshHead whether the file's head is for other classes, and a random one stands in
     */
    public record Start(Weights weights, Digest file, boolean freshHead) implements AutoCloseable {
        @Override
        public void close() {
            weights.close();
        }
    }

    /**
     * The weights for a network; empty if no setting names any. The caller closes them.
     *
     * @param seed of a fresh head
     * @throws io.perennial.network.UnfitWeightsException if they are another network's; the message names the tensors
     * @throws IOException if the file is not there, is not what it must be, or cannot be downloaded; trying again may help
     */
    public Optional<Start> of(ResNetSpec spec, long seed) throws IOException {
        if (source.isEmpty()) {
            return Optional.empty();
        }
        Digest file = fetch(spec);
        ForeignWeights weights = ForeignWeights.toStartFrom(spec, artifacts.map(file));
        LOG.infof(
                "the baseline starts from %s, %s%s",
                source.get(),
                file,
                weights.freshHead() ? "; its head of 1000 classes is replaced by a random one of four" : "");
        return Optional.of(new Start(weights.read(seed), file, weights.freshHead()));
    }

    /** Brings the file into the artifact store, unless it is there. */
    private Digest fetch(ResNetSpec spec) throws IOException {
        WeightsSource from = source.orElseThrow();
        if (from.expected().isPresent() && artifacts.contains(from.expected().get())) {
            return from.expected().get();
        }
        try (InputStream bytes = from.open()) {
            return artifacts.receive(bytes, limit, (digest, file) -> {
                if (from.expected().filter(expected -> !expected.equals(digest)).isPresent()) {
                    throw new IOException(from + " is " + digest + ", not "
                            + from.expected().get() + " (training.initial-weights-digest)");
                }
                var unused = ForeignWeights.toStartFrom(spec, file);
            });
        }
    }
}
