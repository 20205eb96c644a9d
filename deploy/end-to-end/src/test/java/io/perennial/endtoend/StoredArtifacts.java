package io.perennial.endtoend;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.DirectoryArtifactStore;
import io.perennial.s3.S3ArtifactStore;
import io.perennial.s3.S3Location;
import io.perennial.s3.S3Settings;
import io.perennial.s3.testing.S3LookAlike;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the services of a test keep their artifacts: in the stack's directory, or, with
 * {@code -Dperennial.end-to-end.artifacts=s3}, in a bucket in memory with a cache in a directory.
 */
final class StoredArtifacts implements AutoCloseable {

    private static final boolean IN_A_BUCKET = "s3".equals(System.getProperty("perennial.end-to-end.artifacts"));
    private static final long CACHE_BYTES = 64 << 20;

    private final Path cache;
    private final Optional<S3LookAlike> bucket;

    StoredArtifacts() throws IOException {
        cache = Files.createTempDirectory("perennial-cache");
        bucket = IN_A_BUCKET ? Optional.of(new S3LookAlike()) : Optional.empty();
    }

    String words() {
        return IN_A_BUCKET ? "a bucket" : "a directory";
    }

    /** What the services are told. */
    Map<String, String> properties() {
        return bucket.map(some -> some.settings(cache.toString())).orElse(Map.of());
    }

    /** The store, as another process would open it; what it holds open ends with the test. */
    ArtifactStore open(RunningStack stack) throws IOException {
        if (bucket.isEmpty()) {
            return new DirectoryArtifactStore(stack.artifacts());
        }
        S3LookAlike.credentials().forEach(System::setProperty);
        Map<String, String> settings = properties();
        return new S3ArtifactStore(new S3Settings(
                S3Location.parse(settings.get("perennial.artifacts.location")),
                Optional.of(settings.get("perennial.artifacts.s3.region")),
                Optional.of(bucket.get().address()),
                true,
                cache,
                CACHE_BYTES));
    }

    /** What is on its way in. */
    List<Path> unfinished(RunningStack stack) throws IOException {
        Path root = bucket.isEmpty() ? stack.artifacts() : cache;
        try (Stream<Path> files = Files.list(root.resolve("incoming"))) {
            return files.toList();
        }
    }

    /** All that a bucket holds, by key; nothing where there is none. */
    Map<String, byte[]> objects() {
        return bucket.map(S3LookAlike::objects).orElse(Map.of());
    }

    @Override
    public void close() throws IOException {
        bucket.ifPresent(S3LookAlike::close);
        RunningStack.delete(cache);
    }
}
