package io.perennial.local;

import io.perennial.local.demo.DemoScale;
import io.perennial.local.stack.Ports;
import io.perennial.local.stack.Settings;
import io.perennial.local.stack.Stack;
import io.perennial.local.stack.StackDirectory;
import io.perennial.local.stack.StackException;
import io.perennial.local.stack.StackRecord;
import io.perennial.local.stack.Supervisor;
import io.perennial.local.stack.UpRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings the stack up, empty or where it stopped. */
@Command(
        name = "up",
        description = "Starts broker, database and the four services on this machine, reachable from it alone."
                + " A data directory keeps its settings: up again continues where it stopped.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private PortOptions ports = new PortOptions();

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "the network to train: demo, resnet18, resnet34 or resnet50 (default: resnet50)")
    private @Nullable String network;

    @Option(
            names = "--image-size",
            paramLabel = "PIXELS",
            description = "edge of the images it reads (default: 224; 48 for demo)")
    private @Nullable Integer imageSize;

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

    @Option(
            names = "--without-services",
            description = "broker and database only, for services that run elsewhere, e.g. in an IDE")
    private boolean withoutServices;

    @Option(names = "--foreground", description = "stay, and stop everything on Ctrl-C")
    private boolean foreground;

    @Override
    public Integer call() throws StackException, IOException, InterruptedException {
        UpRequest request = request();
        if (foreground) {
            new Supervisor(request, System.out).run();
        } else {
            Stack.up(request, System.out);
        }
        return 0;
    }

    private UpRequest request() throws StackException, IOException {
        StackDirectory directory = data.directory();
        Optional<StackRecord> before = StackRecord.read(directory);
        if (plan != null && !Files.isRegularFile(plan)) {
            throw new StackException("there is no plan " + plan);
        }
        return new UpRequest(
                directory.root(),
                SourceTree.root(),
                settings(before.map(StackRecord::settings)),
                ports.over(before.map(StackRecord::ports).orElse(Ports.DEFAULT)),
                Optional.ofNullable(plan).map(Path::toAbsolutePath),
                !withoutServices);
    }

    /** What was said now, else what was said before, else the usual. */
    private Settings settings(Optional<Settings> before) {
        String chosenNetwork =
                network != null ? network : before.map(Settings::network).orElse("resnet50");
        int usualSize = before.map(Settings::imageSize).orElseGet(() -> Settings.usualImageSize(chosenNetwork));
        int usualThreads = before.map(Settings::trainingThreads).orElseGet(Settings::usualTrainingThreads);
        Map<String, String> usualProperties =
                chosenNetwork.equals(Settings.DEMO_NETWORK) ? DemoScale.properties() : Map.of();
        Map<String, String> allProperties =
                new TreeMap<>(before.map(Settings::properties).orElse(usualProperties));
        allProperties.putAll(properties);
        return new Settings(
                chosenNetwork,
                imageSize != null ? imageSize : usualSize,
                trainingThreads != null ? trainingThreads : usualThreads,
                allProperties);
    }
}
