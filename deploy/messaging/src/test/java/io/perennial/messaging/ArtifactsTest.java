package io.perennial.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.DirectoryArtifactStore;
import io.perennial.s3.S3ArtifactStore;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactsTest {

    @TempDir
    private Path directory;

    private final Artifacts artifacts = new Artifacts();

    private record Config(String location, S3 s3) implements ArtifactsConfig {}

    private record Bucket(
            Optional<String> region,
            Optional<URI> endpoint,
            boolean pathStyle,
            Optional<Path> cache,
            MemorySize cacheLimit)
            implements ArtifactsConfig.S3 {}

    @Test
    void areInADirectoryThatIsNamedByItsPathOrItsUri() throws Exception {
        ArtifactStore byPath = artifacts.store(config(directory.toString(), Optional.empty()));
        ArtifactStore byUri = artifacts.store(config(directory.toUri().toString(), Optional.empty()));

        assertThat(byPath).isInstanceOf(DirectoryArtifactStore.class);
        assertThat(byUri.read(byPath.put(new byte[] {1}))).containsExactly(1);
    }

    @Test
    void areInABucketWithACacheBeside() throws Exception {
        ArtifactStore store =
                artifacts.store(config("s3://hospital/perennial", Optional.of(directory.resolve("cache"))));

        assertThat(store).isInstanceOf(S3ArtifactStore.class);
        assertThat(directory.resolve("cache")).isDirectory();
        artifacts.close(store);
    }

    @Test
    void wantACacheForABucket() {
        assertThatThrownBy(() -> artifacts.store(config("s3://hospital", Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("perennial.artifacts.s3.cache is not set");
    }

    private static Config config(String location, Optional<Path> cache) {
        return new Config(
                location,
                new Bucket(
                        Optional.of("eu-central-1"),
                        Optional.empty(),
                        true,
                        cache,
                        new MemorySize(BigInteger.valueOf(1 << 20))));
    }
}
