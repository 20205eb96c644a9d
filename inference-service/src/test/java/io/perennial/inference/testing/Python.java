package io.perennial.inference.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Python of this machine that has what a test needs. */
public final class Python {

    private final String program;

    private Python(String program) {
        this.program = program;
    }

    /** The one that {@code PERENNIAL_PYTHON} names, or {@code python3}, if it has these modules. */
    public static Optional<Python> with(String... modules) throws IOException, InterruptedException {
        List<String> programs = Stream.concat(
                        Optional.ofNullable(System.getenv("PERENNIAL_PYTHON")).stream(),
                        Stream.of("python3", "/usr/bin/python3"))
                .toList();
        for (String program : programs) {
            Python python = new Python(program);
            try {
                python.run("-c", "import " + String.join(", ", modules));
                return Optional.of(python);
            } catch (IOException e) {
                // not this one
            }
        }
        return Optional.empty();
    }

    /** What a program prints. @throws IOException if it fails, with what it said */
    public String run(String... arguments) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("python", ".txt");
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of(program), Stream.of(arguments))
                            .toList())
                    .redirectError(errors.toFile())
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException(program + ": " + Files.readString(errors));
            }
            return output;
        } finally {
            Files.delete(errors);
        }
    }
}
