package io.perennial.inference.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.artifact.DirectoryArtifactStore;
import io.perennial.event.ModelServing;
import io.perennial.event.VerificationKeys;
import io.perennial.inference.engine.Engines;
import io.perennial.inference.swap.HotSwap;
import io.perennial.inference.swap.ServingModel;
import io.perennial.inference.testing.DecisionMaker;
import io.perennial.inference.testing.StoredModels;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replica that dies at whichever of its calls to the world around it comes back serving what the topic says. */
class KilledReplicaTest {

    @TempDir
    Path directory;

    private final MemoryJournal journal = new MemoryJournal();
    private final DecisionMaker gate = new DecisionMaker("gate-1");
    private int callsToLive;

    /** The end of a process, as far as code can see it. */
    private static final class Killed extends Error {}

    @Test
    void comesBackServingWhatTheTopicSaysWhereverInASwapItIsKilled() throws IOException {
        gate.trustedIn(directory.resolve("keys"));
        ArtifactStore artifacts = new DirectoryArtifactStore(directory.resolve("artifacts"));
        StoredModels models = new StoredModels(artifacts);
        Digest one = models.write(1);
        Digest two = models.write(2);
        int deaths = 0;
        long sequence = 1;
        while (true) {
            ModelServing before = gate.toServe(sequence, sequence % 2 == 0 ? two : one);
            ModelServing decision = gate.toServe(++sequence, sequence % 2 == 0 ? two : one);
            callsToLive = Integer.MAX_VALUE;
            boolean wasKilled = isKilledInASwap(artifacts, before, decision, deaths);

            callsToLive = Integer.MAX_VALUE;
            try (HotSwap hotSwap = new HotSwap()) {
                Activations again = replica(artifacts, hotSwap);
                again.hear(decision, System.nanoTime()); // all that the compacted topic says
                again.endHistory();
                again.activate();

                assertThat(hotSwap.model()).map(ServingModel::digest).contains(decision.model());
                assertThat(again.status().reached()).isTrue();
                assertThat(journal.lastTold().serving()).contains(decision.model());
            }
            if (!wasKilled) {
                break;
            }
            deaths++;
        }
        // remembered, card, tensors, told: at the least each of these was its last call once
        assertThat(deaths).isGreaterThanOrEqualTo(4);
    }

    private boolean isKilledInASwap(ArtifactStore artifacts, ModelServing before, ModelServing decision, int calls) {
        try (HotSwap hotSwap = new HotSwap()) {
            Activations activations = replica(artifacts, hotSwap);
            activations.hear(before, System.nanoTime());
            activations.endHistory();
            activations.activate();
            assertThat(hotSwap.model()).map(ServingModel::digest).contains(before.model());
            callsToLive = calls;
            activations.hear(decision, System.nanoTime());
            activations.activate();
            return false;
        } catch (Killed e) {
            return true;
        }
    }

    private Activations replica(ArtifactStore artifacts, HotSwap hotSwap) {
        return new Activations(
                StoredModels.LINEAGE,
                "replica-1",
                new DecisionCheck(new VerificationKeys(directory.resolve("keys"))),
                new ModelLoader(
                        mortal(ArtifactStore.class, artifacts),
                        Engines.of(Engines.Choice.ONNX_RUNTIME),
                        InstantSource.fixed(Instant.EPOCH)),
                hotSwap,
                mortal(ActivationJournal.class, journal),
                InstantSource.fixed(Instant.EPOCH));
    }

    /** The same, until the calls the replica has to live are used up: the next one is not made. */
    private <T> T mortal(Class<T> type, T object) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (callsToLive-- == 0) {
                throw new Killed();
            }
            try {
                return method.invoke(object, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
