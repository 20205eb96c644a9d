package io.perennial.local;

import io.perennial.artifact.DirectoryArtifactStore;
import io.perennial.bench.Processor;
import io.perennial.bench.Sample;
import io.perennial.bench.ingest.UncompressedMammogram;
import io.perennial.bench.serving.ModelTime;
import io.perennial.bench.serving.ModelTime.Side;
import io.perennial.bench.serving.PreprocessingTime;
import io.perennial.bench.serving.ServingBenchmark;
import io.perennial.bench.serving.ServingBenchmark.Result;
import io.perennial.local.bench.BenchReplica;
import io.perennial.local.terminal.Durations;
import io.perennial.local.terminal.Table;
import io.perennial.local.terminal.Terminal;
import io.perennial.network.ResNetSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures readings, and what swaps do to them. */
@Command(
        name = "serving",
        description =
                "Measures the network by itself, in turns with ONNX Runtime and PyTorch in Python where they are installed;"
                        + " then readings of an inference-service: one at a time, under load, and under load while two models replace"
                        + " each other. Every answer must be exactly one model's. Starts a service of its own with broker and"
                        + " database, and removes it all at the end.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BenchServingCommand implements Callable<Integer> {

    @Option(
            names = "--network",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "demo,resnet50",
            description = "comma between; demo reads images of 48 pixels, others of 224 (default: ${DEFAULT-VALUE})")
    private List<String> networks = List.of();

    @Option(names = "--quick", description = "a tenth of it all; figures are hints")
    private boolean quick;

    @Option(names = "--seconds", paramLabel = "N", description = "under load without swaps (default: 60, quick 6)")
    private @Nullable Integer seconds;

    @Option(
            names = "--swapping-seconds",
            paramLabel = "N",
            description = "over which swaps under load are spread, if they are done by then"
                    + " (default: 60 for demo, 300 for others; quick a tenth)")
    private @Nullable Integer swappingSeconds;

    @Option(names = "--swaps", paramLabel = "N", description = "under load (default: 100, quick 10)")
    private @Nullable Integer swaps;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "8",
            description = "that ask at the same time (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--edge",
            paramLabel = "PIXELS",
            defaultValue = "2048",
            description = "of the mammograms that are sent; 2048 makes 8 MiB (default: ${DEFAULT-VALUE})")
    private int edge;

    @Option(
            names = "--device",
            paramLabel = "D",
            defaultValue = "CPU",
            description = "of ${COMPLETION-CANDIDATES}; on a GPU PyTorch reads, and ONNX Runtime is no peer"
                    + " (default: ${DEFAULT-VALUE})")
    private Processor device = Processor.CPU;

    @Option(names = "--model-alone", description = "the network by itself, and no service")
    private boolean modelAlone;

    @Option(names = "--threads", paramLabel = "N", description = "of the engines on the CPU (default: one a processor)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--onnxruntime-python",
            paramLabel = "PROGRAM",
            description = "to compare with (default: python3, if it has onnxruntime)")
    private @Nullable String onnxRuntime;

    @Option(
            names = "--torch-python",
            paramLabel = "PROGRAM",
            description = "to compare with (default: python3, if it has torch)")
    private @Nullable String torch;

    @Option(
            names = "--set",
            paramLabel = "PROPERTY=VALUE",
            description = "a configuration property of the service that is started")
    private Map<String, String> properties = new TreeMap<>();

    private final Terminal terminal = Terminal.ofProcess();

    @Override
    public Integer call() throws Exception {
        System.setProperty("ai.djl.offline", "true");
        long begun = System.nanoTime();
        boolean clean = true;
        for (String network : networks) {
            ResNetSpec spec = ResNetSpec.named(network, network.equals("demo") ? 48 : 224);
            terminal.heading("%s, images of %d pixels, on the %s, %d threads on %d processors"
                    .formatted(
                            spec.name(),
                            spec.inputSize(),
                            device,
                            threads,
                            Runtime.getRuntime().availableProcessors()));
            Sample model = modelTime(spec);
            if (modelAlone) {
                continue;
            }
            byte[] image = new UncompressedMammogram(edge, 1).file(0);
            Sample preprocessing = PreprocessingTime.of(image, spec.inputSize());
            Result result = service(spec, image);
            print(result, model, preprocessing);
            clean &= result.failures().isEmpty() && result.mixed().isEmpty();
        }
        System.out.println("Measured in " + Durations.words(Duration.ofNanos(System.nanoTime() - begun)) + ".");
        return clean ? 0 : 1;
    }

    /** Prints how long the network takes by itself; gives the time of one image. */
    private Sample modelTime(ResNetSpec spec) throws Exception {
        boolean onCpu = device == Processor.CPU;
        Optional<String> runtime = onCpu ? ModelTime.onnxRuntime(Optional.ofNullable(onnxRuntime)) : Optional.empty();
        boolean known = !List.of("demo", "resnet10").contains(spec.name()); // to torchvision
        Optional<String> eager = known ? ModelTime.torch(Optional.ofNullable(torch)) : Optional.empty();
        boolean small = spec.name().equals("demo");
        ModelTime.Settings settings =
                new ModelTime.Settings(spec, device, threads, quick ? 2 : 6, readings(small), runtime, eager);
        Table table = new Table("model time", "median (quartiles)", "ours is of it");
        Map<String, Sample> one = new TreeMap<>();
        for (int images : List.of(1, 8)) {
            Map<String, Sample> samples = ModelTime.run(
                    settings,
                    images,
                    (contestant, turn, turns) ->
                            terminal.progress("the network by itself", (double) turn / turns, Optional.empty()));
            Sample ours = java.util.Objects.requireNonNull(samples.get(Side.PERENNIAL.with(images)));
            samples.forEach((who, sample) -> table.row(
                    who,
                    sample.words(),
                    who.equals(Side.PERENNIAL.with(images)) ? "" : "%.2f".formatted(ours.median() / sample.median())));
            one.putAll(samples);
        }
        terminal.line("");
        System.out.print(table);
        if (onCpu && runtime.isEmpty()) {
            System.out.println("ONNX Runtime is skipped: no python3 here has it (--onnxruntime-python names another)");
        }
        if (known && eager.isEmpty()) {
            System.out.println("PyTorch is skipped: no python3 here has it (--torch-python names another)");
        }
        System.out.println();
        return java.util.Objects.requireNonNull(one.get(Side.PERENNIAL.with(1)));
    }

    private Result service(ResNetSpec spec, byte[] image) throws Exception {
        Map<String, String> configuration = new TreeMap<>(Map.of("inference.engine.threads", "" + threads));
        if (device == Processor.GPU) {
            configuration.put("inference.engine.choice", "pytorch");
        }
        configuration.putAll(properties);
        Path parent = SourceTree.root().resolve("target").resolve("bench");
        try (BenchReplica replica = BenchReplica.start(parent, SourceTree.root(), configuration, terminal.asStream())) {
            ServingBenchmark benchmark = ServingBenchmark.of(
                    replica,
                    new DirectoryArtifactStore(replica.artifacts()),
                    BenchReplica.LINEAGE,
                    spec,
                    image,
                    (phase, share) -> terminal.progress(phase, share, Optional.empty()));
            Result result = benchmark.run(new ServingBenchmark.Settings(
                    connections,
                    seconds != null ? seconds : quick ? 6 : 60,
                    swaps != null ? swaps : quick ? 10 : 100,
                    swappingSeconds != null ? swappingSeconds : usualSwappingSeconds(spec),
                    quick ? 20 : 200,
                    quick ? 40 : 200));
            terminal.line("");
            return result;
        }
    }

    /** Of the network by itself, in a turn. */
    private int readings(boolean small) {
        return small || device == Processor.GPU ? 200 : quick ? 4 : 10;
    }

    private int usualSwappingSeconds(ResNetSpec spec) {
        return (spec.name().equals("demo") ? 60 : 300) / (quick ? 10 : 1);
    }

    private void print(Result result, Sample model, Sample preprocessing) {
        Table table = new Table("POST /readings", "median (quartiles)", "p99", "answers");
        row(table, "one at a time", result.alone());
        row(table, connections + " connections", result.steady());
        row(table, connections + " connections, while swapping", result.swapping());
        System.out.print(table);
        double added = result.alone().median() - model.median();
        System.out.printf(
                "On top of the model, HTTP and DICOM take %.1f ms at the median for %d × %d pixels; the aim is 10 or less. Beside them,"
                        + " the record of the reading takes %s, and preprocessing, measured by itself, %s.%n",
                1000 * (added - preprocessing.median() - result.recording().median()),
                edge,
                edge,
                result.recording().words(),
                preprocessing.words());
        System.out.printf(
                "p99 while swapping is %.2f of the steady one; the aim is 1.5 or less.%n",
                result.swapping().quantile(0.99) / result.steady().quantile(0.99));
        System.out.printf(
                "%d swaps under load, %s each from decision to serving; %d failed requests, %d answers that were not exactly"
                        + " the named model's; the two models gave %s.%n",
                result.swap().size(),
                result.swap().words(),
                result.failures().size(),
                result.mixed().size(),
                result.byModel().values());
        result.failures().stream().distinct().limit(3).forEach(failure -> System.out.println("  failed: " + failure));
        result.mixed().stream().limit(3).forEach(answer -> System.out.println("  mixed: " + answer));
        System.out.println(
                result.growth().isEmpty()
                        ? "Memory: this system does not tell"
                        : "Memory over %d further swaps: %+.1f MiB; the aim is less than 32."
                                .formatted(quick ? 20 : 200, result.growth().getAsLong() / 1048576.0));
        System.out.println();
    }

    private static void row(Table table, String name, Sample sample) {
        table.row(
                name,
                sample.words(),
                "%.1f ms".formatted(1000 * sample.quantile(0.99)),
                Integer.toString(sample.size()));
    }
}
