package io.perennial.local;

import io.perennial.local.stack.Ports;
import io.perennial.local.stack.StackDirectory;
import io.perennial.local.stack.StackException;
import io.perennial.local.stack.StackRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What can be said of a stack whenever one is brought up. */
final class StackOptions {

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private PortOptions ports = new PortOptions();

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "change-control plan (default: the data directory's, at first one that comes along)")
    private @Nullable Path plan;

    @Option(
            names = "--training-threads",
            paramLabel = "N",
            description = "cores that training may use (default: all but one)")
    private @Nullable Integer trainingThreads;

    @Option(
            names = "--set",
            paramLabel = "PROPERTY=VALUE",
            description = "a configuration property of the services, e.g. training.baseline.epochs=20")
    private Map<String, String> properties = new TreeMap<>();

    StackDirectory directory() {
        return data.directory();
    }

    /** How to name the data directory to other commands: empty, or {@code --data DIR} after a space. */
    String dataArgument() {
        return data.isDefault() ? "" : " --data " + directory().root();
    }

    /** The ports asked for, else those of before, else the usual. */
    Ports ports(Optional<StackRecord> before) {
        return ports.over(before.map(StackRecord::ports).orElse(Ports.DEFAULT));
    }

    /** The plan asked for, absolute. @throws StackException if there is none at that path */
    Optional<Path> plan() throws StackException {
        if (plan != null && !Files.isRegularFile(plan)) {
            throw new StackException("there is no plan " + plan);
        }
        return Optional.ofNullable(plan).map(Path::toAbsolutePath);
    }

    /** The threads asked for, else these. */
    int trainingThreads(int otherwise) {
        return trainingThreads != null ? trainingThreads : otherwise;
    }

    /** These properties, and over them the ones asked for. */
    Map<String, String> propertiesOver(Map<String, String> usual) {
        Map<String, String> all = new TreeMap<>(usual);
        all.putAll(properties);
        return all;
    }
}
