package io.perennial.local;

import io.perennial.local.demo.DemoScale;
import io.perennial.local.stack.Settings;
import io.perennial.local.stack.Stack;
import io.perennial.local.stack.StackDirectory;
import io.perennial.local.stack.StackException;
import io.perennial.local.stack.StackRecord;
import io.perennial.local.stack.Supervisor;
import io.perennial.local.stack.UpRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
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
    private StackOptions stack = new StackOptions();

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
        StackDirectory directory = stack.directory();
        Optional<StackRecord> before = StackRecord.read(directory);
        return new UpRequest(
                directory.root(),
                SourceTree.root(),
                settings(before.map(StackRecord::settings)),
                stack.ports(before),
                stack.plan(),
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
        return new Settings(
                chosenNetwork,
                imageSize != null ? imageSize : usualSize,
                stack.trainingThreads(usualThreads),
                stack.propertiesOver(before.map(Settings::properties).orElse(usualProperties)));
    }
}
