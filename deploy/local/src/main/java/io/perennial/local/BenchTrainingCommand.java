package io.perennial.local;

import io.perennial.bench.Processor;
import io.perennial.bench.Sample;
import io.perennial.bench.training.TrainingBenchmark;
import io.perennial.bench.training.TrainingBenchmark.Result;
import io.perennial.bench.training.TrainingBenchmark.Settings;
import io.perennial.bench.training.TrainingBenchmark.Side;
import io.perennial.local.terminal.Durations;
import io.perennial.local.terminal.Table;
import io.perennial.local.terminal.Terminal;
import io.perennial.network.Precision;
import io.perennial.network.ResNetSpec;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures a training step, beside Python's where there is one. */
@Command(
        name = "training",
        description = "Measures a training step of 32 images (every parameter learns, frozen statistics), what elastic"
                + " weight consolidation adds to it, and whether memory stays flat; in turns with the same step in Python"
                + " where a python3 has torch and torchvision.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BenchTrainingCommand implements Callable<Integer> {

    private static final int MEMORY_STEPS = 200;

    @Option(
            names = "--network",
            paramLabel = "NAME",
            defaultValue = "resnet50",
            description = "demo, resnet10, resnet18, resnet34 or resnet50 (default: ${DEFAULT-VALUE})")
    private String network = "resnet50";

    @Option(
            names = "--image-size",
            paramLabel = "PIXELS",
            description = "edge of the images (default: 224, for the network demo 48)")
    private @Nullable Integer imageSize;

    @Option(
            names = "--precision",
            paramLabel = "P",
            split = ",",
            defaultValue = "FLOAT32,BFLOAT16",
            description = "of ${COMPLETION-CANDIDATES}, comma between (default: both)")
    private List<Precision> precisions = List.of();

    @Option(
            names = "--device",
            paramLabel = "D",
            defaultValue = "CPU",
            description = "both sides', of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Processor device = Processor.CPU;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "of either side's operators on the CPU (default: one a processor)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "turns of each side that count, after one that does not (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "of a turn (default: 1, on a GPU 20, for the network demo 40)")
    private @Nullable Integer steps;

    @Option(
            names = "--python",
            paramLabel = "PROGRAM",
            description = "to compare with (default: python3, if it has torch)")
    private @Nullable String python;

    @Override
    public Integer call() throws Exception {
        boolean small = network.equals("demo");
        ResNetSpec spec = ResNetSpec.named(network, imageSize != null ? imageSize : small ? 48 : 224);
        System.setProperty("ai.djl.offline", "true");
        // torchvision has no such network
        boolean comparable = !small && !network.equals("resnet10");
        Optional<String> program =
                comparable ? TrainingBenchmark.python(Optional.ofNullable(python)) : Optional.empty();
        Settings settings = new Settings(
                spec, precisions, device, threads, rounds, steps != null ? steps : usualSteps(small), program);
        Terminal terminal = Terminal.ofProcess();
        System.out.printf(
                "%s, images of %d pixels, 32 a step, on the %s, %d threads on %d processors%n",
                spec.name(),
                spec.inputSize(),
                device,
                threads,
                Runtime.getRuntime().availableProcessors());
        if (program.isEmpty()) {
            System.out.println(
                    comparable
                            ? "Python is skipped: no python3 here has torch and torchvision (--python names another)"
                            : "Python is skipped: torchvision has no network " + network);
        }
        long begun = System.nanoTime();
        Result result = TrainingBenchmark.run(settings, (contestant, turn, turns) -> {
            double share = (double) turn / turns;
            Duration left = Duration.ofNanos((long) ((System.nanoTime() - begun) * (1 - share) / share));
            terminal.progress("measuring", share, Optional.of(left));
        });
        terminal.line(result.python().map(version -> "Beside it: " + version).orElse(""));
        print(result);
        printConsolidation(result, TrainingBenchmark.consolidation(spec, device, threads));
        OptionalLong growth =
                TrainingBenchmark.growth(small ? spec : ResNetSpec.named("demo", 48), device, threads, MEMORY_STEPS);
        System.out.println();
        System.out.println(
                growth.isEmpty()
                        ? "Memory: this system does not tell"
                        : "Memory over %d steps of the network demo: %+.1f MiB (%s)"
                                .formatted(
                                        MEMORY_STEPS,
                                        growth.getAsLong() / 1048576.0,
                                        device == Processor.CPU ? "mapped images not counted" : "of the GPU's"));
        System.out.println("Measured in " + Durations.words(Duration.ofNanos(System.nanoTime() - begun)) + ".");
        return 0;
    }

    private int usualSteps(boolean small) {
        return small ? 40 : device == Processor.GPU ? 20 : 1;
    }

    private void print(Result result) {
        Table table = new Table("step", "median (quartiles)", "steps", "ratio");
        for (Precision precision : precisions) {
            for (Side side : Side.values()) {
                Sample sample = result.steps().get(side.at(precision));
                if (sample != null) {
                    table.row(
                            side.at(precision),
                            sample.words(),
                            Integer.toString(sample.size()),
                            ratio(side, precision, sample, result.steps()));
                }
            }
        }
        System.out.print(table);
    }

    private void printConsolidation(Result result, Sample consolidation) {
        System.out.println();
        System.out.println("What EWC adds to a step, by itself: " + consolidation.words());
        for (Precision precision : precisions) {
            Sample step = Objects.requireNonNull(result.steps().get(Side.PERENNIAL.at(precision)));
            System.out.printf(
                    "Its share of a step in %s: %.2f %%%n",
                    precision.name().toLowerCase(Locale.ROOT), 100 * consolidation.median() / step.median());
        }
    }

    private static String ratio(Side side, Precision precision, Sample sample, Map<String, Sample> all) {
        return switch (side) {
            case PERENNIAL -> {
                Sample theirs = all.get(Side.PYTHON.at(precision));
                yield theirs == null ? "" : "%.2f of Python's".formatted(sample.median() / theirs.median());
            }
            case PERENNIAL_PLAIN, PYTHON -> "";
        };
    }
}
