package io.perennial.inference.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that others wrote, found on the PATH; a test that needs one that is not there is skipped and says so. */
public record Tool(String command) {

    /** What it said, on both streams. */
    public record Outcome(int status, String text) {}

    public static Tool named(String name) {
        Optional<Path> program = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(program.isPresent(), name + " is not installed: skipped");
        return new Tool(program.orElseThrow().toString());
    }

    /** Runs it to its end. */
    public Outcome run(String... arguments) {
        try {
            Path said = Files.createTempFile("tool", ".txt");
            Process process = new ProcessBuilder(Stream.concat(Stream.of(command), Stream.of(arguments))
                            .toList())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(List.of(arguments) + " did not end within a minute");
            }
            String text = Files.readString(said, StandardCharsets.ISO_8859_1);
            Files.delete(said);
            return new Outcome(process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
