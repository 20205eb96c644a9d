package io.perennial.messaging;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.DirectoryArtifactStore;
import io.perennial.s3.S3ArtifactStore;
import io.perennial.s3.S3Location;
import io.perennial.s3.S3Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Opens the artifact store that {@code perennial.artifacts.location} names. */
@ApplicationScoped
class Artifacts {

    @Produces
    @ApplicationScoped
    ArtifactStore store(ArtifactsConfig config) throws IOException {
        String location = config.location();
        if (S3Location.isMeantBy(location)) {
            return new S3ArtifactStore(settings(S3Location.parse(location), config.s3()));
        }
        return new DirectoryArtifactStore(
                location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location));
    }

    private static S3Settings settings(S3Location location, ArtifactsConfig.S3 config) {
        Path cache = config.cache()
                .orElseThrow(() -> new IllegalArgumentException(
                        "perennial.artifacts.s3.cache is not set: name a directory for copies of what is in "
                                + location));
        return new S3Settings(
                location,
                config.region(),
                config.endpoint(),
                config.pathStyle(),
                cache,
                config.cacheLimit().asLongValue());
    }

    void close(@Disposes ArtifactStore store) throws Exception {
        if (store instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }
}
