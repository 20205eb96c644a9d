package io.perennial.endtoend;

import io.perennial.local.stack.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A packaged service as a process that a test starts itself, configured as an operator does it: through its environment. */
final class PackagedService {

    private PackagedService() {}

    /**
     * Starts it in a directory, where its log is kept.
     *
     * @param properties by their names; what the environment cannot say goes into the flags
     * @param flags of the Java command
     */
    static Daemon start(Service service, Path directory, Map<String, String> properties, List<String> flags)
            throws IOException {
        Map<String, String> environment = new HashMap<>();
        properties.forEach((property, value) -> environment.put(variable(property), value));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(flags);
        command.add("-jar");
        command.add(service.jar(RunningStack.sourceTree()).toString());
        return Daemon.start(service.shortName(), directory, environment, command);
    }

    /** The environment variable of a property: letters in upper case, everything else an underscore (MicroProfile Config). */
    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
