package io.perennial.inference.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Empty folders for artifacts and keys, and limits that a test can reach. */
public class TestReplica implements QuarkusTestResourceLifecycleManager {

    /** Requests that are let in at once. */
    public static final int ROOM = 6;

    @Override
    public Map<String, String> start() {
        try {
            Path root = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "replica-");
            return Map.of(
                    "inference.readings.request-bytes", "1M",
                    "inference.readings.concurrency", "2",
                    "inference.readings.queue", "4",
                    "perennial.artifacts.location", root.resolve("artifacts").toString(),
                    "inference.verification-keys", root.resolve("keys").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // the build's folder is cleaned with the build
    }
}
