package io.perennial.inference.serving;

import io.perennial.artifact.ArtifactStore;
import io.perennial.event.VerificationKeys;
import io.perennial.inference.activation.ActivationJournal;
import io.perennial.inference.activation.Activations;
import io.perennial.inference.activation.DecisionCheck;
import io.perennial.inference.activation.ModelLoader;
import io.perennial.inference.swap.HotSwap;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the plain objects of the service. */
@ApplicationScoped
class Wiring {

    @Produces
    @Singleton
    HotSwap hotSwap(ServingSettings settings) {
        return new HotSwap(settings.drainPatience());
    }

    void close(@Disposes HotSwap hotSwap) {
        hotSwap.close();
    }

    @Produces
    @Singleton
    Activations activations(
            ServingSettings settings,
            EngineSettings engine,
            @ConfigProperty(name = "perennial.lineage") String lineage,
            @ConfigProperty(name = "quarkus.http.port") int port,
            ArtifactStore artifacts,
            HotSwap hotSwap,
            ActivationJournal journal) {
        return new Activations(
                lineage,
                settings.replica().orElseGet(() -> hostName() + "-" + port),
                new DecisionCheck(new VerificationKeys(settings.verificationKeys())),
                new ModelLoader(artifacts, engine.engines(), InstantSource.system()),
                hotSwap,
                journal,
                InstantSource.system());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // a host that does not know its own name
        }
    }
}
