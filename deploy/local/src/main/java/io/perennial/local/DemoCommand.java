package io.perennial.local;

import io.perennial.local.demo.Demo;
import io.perennial.local.demo.DemoScale;
import io.perennial.local.stack.Ports;
import io.perennial.local.stack.Service;
import io.perennial.local.stack.Settings;
import io.perennial.local.stack.Stack;
import io.perennial.local.stack.StackDirectory;
import io.perennial.local.stack.StackException;
import io.perennial.local.stack.StackRecord;
import io.perennial.local.stack.UpRequest;
import io.perennial.local.terminal.Terminal;
import io.perennial.simulator.MatrixSize;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job: the whole loop before the user's eyes. */
@Command(
        name = "demo",
        description = "Starts the stack and lets simulated hospitals send: a baseline learns, a new hospital arrives,"
                + " the model learns from it, a gate decides, and what it approves serves. About five minutes.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private StackOptions options = new StackOptions();

    @Option(names = "--exit", description = "take the stack down at the end")
    private boolean exit;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of the simulated hospitals (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--original-exams",
            paramLabel = "N",
            defaultValue = "" + DemoScale.ORIGINAL_EXAMS,
            description = "exams of the original domain (default: ${DEFAULT-VALUE})")
    private int originalExams;

    @Option(
            names = "--target-exams",
            paramLabel = "N",
            description = "exams of the first new hospital (default: 600; 1800 where others follow, who must leave it"
                    + " remembered)")
    private @Nullable Integer targetExams;

    @Option(
            names = "--hospitals",
            paramLabel = "N",
            defaultValue = "1",
            description = "new hospitals, 1 to 4, that arrive one after the other; about three minutes each"
                    + " (default: ${DEFAULT-VALUE})")
    private int hospitals;

    @Option(
            names = "--matrix",
            paramLabel = "ROWSxCOLUMNS",
            description = "size of the simulated images, e.g. 3328x2560 for a full field (default: 96x72)")
    private @Nullable String matrix;

    @Override
    public Integer call() throws StackException, IOException, InterruptedException {
        Instant begun = Instant.now();
        Terminal terminal = Terminal.ofProcess();
        StackDirectory directory = options.directory();
        DemoScale scale = DemoScale.of(originalExams, hospitals, firstExams(), matrixSize(), seed);
        Optional<StackRecord> running = Stack.running(directory);
        running.ifPresent(DemoCommand::requireDemoSettings);
        StackRecord stack = running.isPresent() ? running.get() : up(directory, terminal);
        boolean ours = running.isEmpty();
        Thread interrupted = new Thread(() -> down(directory), "end of demo");
        if (ours) {
            Runtime.getRuntime().addShutdownHook(interrupted);
        }
        boolean told = false;
        try {
            new Demo(directory, stack.ports(), scale, terminal).run(begun);
            told = true;
        } finally {
            if (ours) {
                Runtime.getRuntime().removeShutdownHook(interrupted);
            }
            if (exit || (ours && !told)) {
                down(directory);
            }
        }
        if (exit) {
            terminal.line("  The stack is down; its data stay in " + directory.root() + ".");
        } else {
            tellWhatNext(terminal, directory, stack.ports());
        }
        return 0;
    }

    private StackRecord up(StackDirectory directory, Terminal terminal)
            throws StackException, IOException, InterruptedException {
        terminal.heading("The stack: Kafka, PostgreSQL and four services, each a process of its own");
        Optional<StackRecord> before = StackRecord.read(directory);
        before.ifPresent(DemoCommand::requireDemoSettings);
        Settings settings = new Settings(
                Settings.DEMO_NETWORK,
                DemoScale.IMAGE_SIZE,
                options.trainingThreads(Settings.usualTrainingThreads()),
                options.propertiesOver(DemoScale.properties()));
        return Stack.up(
                new UpRequest(
                        directory.root(), SourceTree.root(), settings, options.ports(before), options.plan(), true),
                terminal.asStream());
    }

    private static void requireDemoSettings(StackRecord stack) {
        Settings settings = stack.settings();
        if (!settings.network().equals(Settings.DEMO_NETWORK) || settings.imageSize() != DemoScale.IMAGE_SIZE) {
            throw new IllegalArgumentException("the stack of this directory trains " + settings.network()
                    + " on images of " + settings.imageSize() + " pixels, the demonstration needs the network demo on "
                    + DemoScale.IMAGE_SIZE + ": give it a directory of its own (--data DIR)");
        }
    }

    private OptionalInt firstExams() {
        return targetExams == null ? OptionalInt.empty() : OptionalInt.of(targetExams);
    }

    private MatrixSize matrixSize() {
        if (matrix == null) {
            return MatrixSize.SMALL;
        }
        if (!matrix.matches("[1-9][0-9]{0,4}x[1-9][0-9]{0,4}")) {
            throw new IllegalArgumentException("--matrix is ROWSxCOLUMNS, e.g. 3328x2560, not " + matrix);
        }
        int times = matrix.indexOf('x');
        return new MatrixSize(
                Integer.parseInt(matrix.substring(0, times)), Integer.parseInt(matrix.substring(times + 1)));
    }

    private static void down(StackDirectory directory) {
        try {
            Stack.down(directory);
        } catch (StackException | IOException e) {
            System.err.println(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellWhatNext(Terminal terminal, StackDirectory directory, Ports at) {
        URI inference = at.address(Service.INFERENCE);
        String dataOption = options.dataArgument();
        terminal.heading("The stack stays up. Try:");
        terminal.line("  curl " + inference + "/model");
        terminal.line("  curl -H 'Content-Type: application/dicom' --data-binary @"
                + directory.demo().resolve("mammogram.dcm") + " " + inference + "/readings");
        terminal.line("  curl " + at.address(Service.EVALUATION) + "/verdicts");
        terminal.line("  curl " + at.address(Service.TRAINING) + "/expansions");
        terminal.line("  ./perennial watch --from-beginning" + dataOption);
        terminal.line("  ./perennial status" + dataOption);
        terminal.line("  ./perennial down" + dataOption);
    }
}
