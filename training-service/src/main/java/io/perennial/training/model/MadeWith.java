package io.perennial.training.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.perennial.training.continual.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The software and hardware that a model is made with, for its card. */
final class MadeWith {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo"); // Linux

    private MadeWith() {}

    /**
     * Versions by name. Loads PyTorch if that has not happened yet.
     *
     * @param perennial this product's version
     */
    static Map<String, String> here(String perennial, Compute compute) {
        Map<String, String> made = new LinkedHashMap<>();
        made.put("perennial", perennial);
        made.put("java", Runtime.version().toString());
        made.put("djl", Engine.getDjlVersion());
        made.put("pytorch", Engine.getEngine("PyTorch").getVersion());
        made.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        made.put("cpu", cpu().orElse(System.getProperty("os.arch")));
        made.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        made.put("device", compute.devices().stream().map(Device::toString).collect(Collectors.joining(", ")));
        made.put("precision", compute.precision().name().toLowerCase(Locale.ROOT));
        return made;
    }

    private static Optional<String> cpu() {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException e) {
            return Optional.empty(); // another system: its architecture's name must do
        }
    }
}
