package io.perennial.messaging;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.DirectoryArtifactStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Opens the artifact store that {@code perennial.artifacts.location} names: a directory's path or {@code file:} URI. */
@ApplicationScoped
class Artifacts {

    @Produces
    @ApplicationScoped
    ArtifactStore store(@ConfigProperty(name = "perennial.artifacts.location") String location) throws IOException {
        return new DirectoryArtifactStore(
                location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location));
    }
}
