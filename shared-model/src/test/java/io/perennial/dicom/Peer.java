package io.perennial.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of another maker that tests compare with, where this machine has it; where not, the test is skipped. */
record Peer(String program) {

    /** One on the path. */
    static Peer named(String program) {
        boolean installed = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        assumeTrue(installed, program + " is not installed: what it writes or says was not compared");
        return new Peer(program);
    }

    /** A Python with pydicom and numpy: the one that PERENNIAL_PYTHON names, or python3. */
    static Peer pydicom() throws Exception {
        Peer python = new Peer(System.getenv().getOrDefault("PERENNIAL_PYTHON", "python3"));
        boolean found;
        try {
            found = python.start(List.of("-c", "import pydicom, numpy")).waitFor() == 0;
        } catch (java.io.IOException e) {
            found = false;
        }
        assumeTrue(found, "no python3 with pydicom and numpy (PERENNIAL_PYTHON names another): not compared with it");
        return python;
    }

    /** What it printed. Fails the test if it fails. */
    String run(Object... arguments) throws Exception {
        Path log = Files.createTempFile("peer", ".log");
        try {
            Process process = builder(Stream.of(arguments).map(String::valueOf).toList())
                    .redirectOutput(log.toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(program).isTrue();
            String printed = Files.readString(log, StandardCharsets.ISO_8859_1);
            assertThat(process.exitValue()).as(program + ": " + printed).isZero();
            return printed;
        } finally {
            Files.delete(log);
        }
    }

    private Process start(List<String> arguments) throws java.io.IOException {
        return builder(arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private ProcessBuilder builder(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true);
    }
}
