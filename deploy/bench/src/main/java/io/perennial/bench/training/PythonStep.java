package io.perennial.bench.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Json;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The same step in Python, as a process that takes steps when it is told to: torchvision's network, frozen statistics,
 * {@code torch.optim.Adam}, the fastest layout. Closing it ends the process.
 */
final class PythonStep implements Closeable {

    private static final int PROBE_SECONDS = 60;

    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;
    private final String version;

    private PythonStep(Process process) throws IOException {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        this.version = answer().path("version").asText();
    }

    /**
     * Finds a Python that has torch and torchvision.
     *
     * @param asked a program to use, or none to look for {@code python3}
     */
    static Optional<String> python(Optional<String> asked) throws IOException, InterruptedException {
        for (String program : asked.map(List::of).orElse(List.of("python3", "/usr/bin/python3"))) {
            try {
                Process probe = new ProcessBuilder(program, "-c", "import torch, torchvision")
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
     * Starts it.
     *
     * @param precision {@code float32} or {@code bfloat16}
     */
    static PythonStep start(String python, String network, int size, int threads, String precision) throws IOException {
        String script;
        try (InputStream source = PythonStep.class.getResourceAsStream("step.py")) {
            script = new String(Objects.requireNonNull(source).readAllBytes(), StandardCharsets.UTF_8);
        }
        ProcessBuilder builder = new ProcessBuilder(
                        python, "-c", script, network, Integer.toString(size), Integer.toString(threads), precision)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
        return new PythonStep(builder.start());
    }

    /** PyTorch's version, and what it multiplies matrices with. */
    String version() {
        return version;
    }

    /** Takes so many steps; gives the seconds of each. */
    double[] take(int steps) throws IOException {
        orders.write(steps + "\n");
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
