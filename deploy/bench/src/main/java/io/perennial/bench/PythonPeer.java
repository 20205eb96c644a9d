package io.perennial.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Json;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A Python program that measures what it is told to: an order a line, answered by the seconds of each piece. Closing it ends it. */
public final class PythonPeer implements Closeable {

    private static final int PROBE_SECONDS = 60;

    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;
    private final JsonNode greeting;

    private PythonPeer(Process process) throws IOException {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        this.greeting = answer();
    }

    /**
     * Finds a Python that has these modules.
     *
     * @param asked a program to use, or none to look for {@code python3}
     */
    public static Optional<String> with(Optional<String> asked, String... modules)
            throws IOException, InterruptedException {
        String imports = "import " + String.join(", ", modules);
        for (String program : asked.map(List::of).orElse(List.of("python3", "/usr/bin/python3"))) {
            try {
                Process probe = new ProcessBuilder(program, "-c", imports)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (!probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
                    probe.destroyForcibly();
                } else if (probe.exitValue() == 0) {
                    return Optional.of(program);
                }
            } catch (IOException e) {
                // there is no such program: perhaps the next
            }
        }
        return Optional.empty();
    }

    /**
     * Starts a program and waits for its greeting.
     *
     * @param script a resource beside {@code owner}
     * @param threads of its operators
     */
    public static PythonPeer start(String python, Class<?> owner, String script, int threads, String... arguments)
            throws IOException {
        String text;
        try (InputStream source = owner.getResourceAsStream(script)) {
            text = new String(Objects.requireNonNull(source).readAllBytes(), StandardCharsets.UTF_8);
        }
        List<String> command = new ArrayList<>(List.of(python, "-c", text));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
        return new PythonPeer(builder.start());
    }

    /** What it works with, in words. */
    public String version() {
        return greeting.path("version").asText();
    }

    /** Gives an order; gives the seconds of each of its pieces. */
    public double[] take(String order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
        JsonNode seconds = answer().path("seconds");
        double[] values = new double[seconds.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = seconds.path(i).asDouble();
        }
        return values;
    }

    private JsonNode answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the Python process ended; what it said stands above (--python names another)");
        }
        return Json.MAPPER.readTree(line);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
