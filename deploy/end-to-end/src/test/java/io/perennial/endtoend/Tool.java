package io.perennial.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of other people that are on this machine, or are not. */
final class Tool {

    /** What a program said, on both streams, and the status it ended with. */
    record Outcome(int status, String text) {}

    private static final int MOST_SECONDS = 60;

    private Tool() {}

    /** Skips the test, and says why, unless all are installed. */
    static void assumeInstalled(String... names) {
        for (String name : names) {
            assumeTrue(
                    find(name).isPresent(),
                    name + " is not installed (deploy/orthanc/install-peers.sh installs what these tests use)");
        }
    }

    /** Where the program is: on the search path, or among the server programs that not every search path has. */
    static Optional<Path> find(String name) {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs a program to its end. The first word is its name, as {@link #find} takes it, or a path. */
    static Outcome run(Path directory, List<String> command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(command);
        words.set(0, find(command.get(0)).map(Path::toString).orElse(command.get(0)));
        Path said = Files.createTempFile("said", ".txt");
        Process process = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(command.get(0) + " did not end within " + MOST_SECONDS + " s");
            }
            return new Outcome(process.exitValue(), Files.readString(said, StandardCharsets.ISO_8859_1));
        } finally {
            process.destroyForcibly();
            Files.delete(said);
        }
    }

    /** Runs a program that must succeed. */
    static void succeed(Path directory, List<String> command) throws IOException, InterruptedException {
        Outcome outcome = run(directory, command);
        if (outcome.status() != 0) {
            throw new IOException(
                    String.join(" ", command) + " ended with status " + outcome.status() + ": " + outcome.text());
        }
    }
}
