package io.perennial.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** The data directory: everything that one stack keeps. */
public record StackDirectory(Path root) {

    public StackDirectory {
        root = root.toAbsolutePath().normalize();
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    public Path artifacts() {
        return root.resolve("artifacts");
    }

    public Path demo() {
        return root.resolve("demo");
    }

    /** What archives were sent. */
    public Path imports() {
        return root.resolve("imports");
    }

    public Path plan() {
        return root.resolve("change-control-plan.yaml");
    }

    /** The public keys that are trusted, {@code <key id>.pem}. */
    public Path verificationKeys() {
        return keys().resolve("verification");
    }

    Path keys() {
        return root.resolve("keys");
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    Path postgres() {
        return root.resolve("postgres");
    }

    Path lock() {
        return root.resolve("stack.lock");
    }

    Path record() {
        return root.resolve("stack.json");
    }

    /** Makes the directory and those that hold logs and artifacts. */
    void create() throws IOException {
        Files.createDirectories(root);
        Files.createDirectories(logs());
        Files.createDirectories(artifacts());
        if (!Files.exists(keys())) {
            Files.createDirectory(
                    keys(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /**
     * Where programs unpacked from jars are kept for every stack of this user: {@code $XDG_CACHE_HOME/perennial},
     * {@code ~/.cache/perennial}, or inside the data directory if that cannot be written.
     */
    public Path cache(Map<String, String> environment) {
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        try {
            return Files.createDirectories(base.resolve("perennial"));
        } catch (IOException e) {
            return root.resolve("cache");
        }
    }
}
