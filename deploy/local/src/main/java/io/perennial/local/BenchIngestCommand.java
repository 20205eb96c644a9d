package io.perennial.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Json;
import io.perennial.bench.Sample;
import io.perennial.bench.ScratchDirectory;
import io.perennial.bench.Turns;
import io.perennial.bench.ingest.IngestBenchmark;
import io.perennial.bench.ingest.IngestBenchmark.Load;
import io.perennial.bench.ingest.IngestBenchmark.Request;
import io.perennial.bench.ingest.IngestBenchmark.Result;
import io.perennial.local.bench.ServiceAlone;
import io.perennial.local.rest.ServiceCalls;
import io.perennial.local.stack.Service;
import io.perennial.local.stack.StackException;
import io.perennial.local.terminal.Durations;
import io.perennial.local.terminal.Table;
import io.perennial.local.terminal.Terminal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how mammograms are received. */
@Command(
        name = "ingest",
        description =
                "Measures how fast the ingest-service takes uncompressed mammograms of 8 MiB and very small ones, in"
                        + " turns with writing and syncing the same bytes to the same file system, and whether its memory"
                        + " grows with a request. Starts an ingest-service of its own with broker and database, and"
                        + " removes it all at the end.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BenchIngestCommand implements Callable<Integer> {

    private static final long MIB = 1 << 20;
    private static final int LARGE_MIB = 8;
    private static final String DOMAIN = "bench";

    @Option(names = "--quick", description = "about a fifth of it all, in a minute; figures are hints")
    private boolean quick;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "turns of each side that count, after one that does not (default: 7, quick 3)")
    private @Nullable Integer rounds;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "4",
            description = "that send at the same time (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "where to write, on the disk that is meant (default: bench in the repository's target)")
    private @Nullable Path directory;

    @Option(
            names = "--ingest",
            paramLabel = "URL",
            description = "an ingest-service that runs already and may keep what is sent to it, in a domain \"" + DOMAIN
                    + "\"; then --directory lies on the file system of its artifacts")
    private @Nullable URI ingest;

    @Option(names = "--pid", paramLabel = "PID", description = "that service's process, to look at its memory")
    private @Nullable Long pid;

    @Option(
            names = "--set",
            paramLabel = "PROPERTY=VALUE",
            description = "a configuration property of the service that is started")
    private Map<String, String> properties = new TreeMap<>();

    private final ServiceCalls services = new ServiceCalls();
    private final Terminal terminal = Terminal.ofProcess();

    @Override
    public Integer call() throws Exception {
        Path parent = directory != null
                ? directory
                : SourceTree.root().resolve("target").resolve("bench");
        long begun = System.nanoTime();
        requireRoom(Files.createDirectories(parent));
        if (ingest == null) {
            try (ServiceAlone alone =
                    ServiceAlone.start(Service.INGEST, parent, SourceTree.root(), properties, terminal.asStream())) {
                measure(alone.address(), alone.beside(), Optional.of(alone.pid()));
            }
        } else {
            try (ScratchDirectory scratch = new ScratchDirectory(parent)) {
                measure(ingest, scratch.path(), Optional.ofNullable(pid));
            }
        }
        System.out.println("Measured in " + Durations.words(Duration.ofNanos(System.nanoTime() - begun)) + ".");
        return 0;
    }

    private void measure(URI service, Path beside, Optional<Long> process) throws Exception {
        URI domain = URI.create(service.toString().replaceAll("/+$", "") + "/domains/" + DOMAIN);
        define(domain);
        URI studies = URI.create(domain + "/dicomweb/studies");
        // so that a service that keeps what it got takes it as new
        long run = Instant.now().getEpochSecond() % 1_000_000_000;
        IngestBenchmark benchmark = new IngestBenchmark(studies, beside, run);
        System.out.printf(
                "%d connections, %d processors, %s on %s%n",
                connections,
                Runtime.getRuntime().availableProcessors(),
                beside.getParent(),
                Files.getFileStore(beside.getParent()).type());
        Load large = new Load(IngestBenchmark.LARGE_EDGE, connections, 1, quick ? 4 : 8);
        Load small = new Load(IngestBenchmark.SMALL_EDGE, connections, 1, quick ? 100 : 400);
        print(compare(benchmark, "8 MiB each", large), compare(benchmark, "8 KiB each", small));
        if (process.isPresent()) {
            printMemory(benchmark, process.get());
        } else {
            System.out.println("Memory is not looked at: --pid names the service's process");
        }
        printBacklog(domain);
    }

    private Result compare(IngestBenchmark benchmark, String label, Load load) throws Exception {
        long begun = System.nanoTime();
        Turns.Listener listener = (contestant, turn, turns) -> {
            double share = (double) turn / turns;
            Duration left = Duration.ofNanos((long) ((System.nanoTime() - begun) * (1 - share) / share));
            terminal.progress(label, share, Optional.of(left));
        };
        Result result = benchmark.compare(load, rounds != null ? rounds : quick ? 3 : 7, listener);
        terminal.line("");
        return result;
    }

    private static void print(Result large, Result small) {
        Table table = new Table("", "received", "written and synced", "ratio (quartiles)", "turns");
        table.row(
                "8 MiB each",
                rate(large.bytes() / 1e6, large.received(), "MB/s"),
                rate(large.bytes() / 1e6, large.written(), "MB/s"),
                ratio(large.ratio()),
                Integer.toString(large.ratio().size()));
        table.row(
                "8 KiB each",
                rate(small.images(), small.received(), "images/s"),
                rate(small.images(), small.written(), "images/s"),
                ratio(small.ratio()),
                Integer.toString(small.ratio().size()));
        System.out.print(table);
        System.out.println("The aim is 0.5 or more for the large ones."
                + (large.busy() + small.busy() > 0
                        ? " The service asked " + (large.busy() + small.busy())
                                + " times to come again later; that is included."
                        : ""));
    }

    private static String rate(double amount, Sample seconds, String unit) {
        return "%.0f %s (%.0f to %.0f)"
                .formatted(
                        amount / seconds.median(),
                        unit,
                        amount / seconds.quantile(0.75),
                        amount / seconds.quantile(0.25));
    }

    /** Of the rates: how much of the disk's is left. */
    private static String ratio(Sample ratio) {
        return "%.2f (%.2f to %.2f)".formatted(ratio.median(), ratio.quantile(0.25), ratio.quantile(0.75));
    }

    private void printMemory(IngestBenchmark benchmark, long process) throws IOException, InterruptedException {
        System.out.println();
        Table table = new Table("one request of", "MB/s", "most memory");
        List<Integer> sizes = quick ? List.of(64, 256, 64) : List.of(64, 512, 2048, 64);
        for (int i = 0; i < sizes.size(); i++) {
            terminal.progress("requests", (double) i / sizes.size(), Optional.empty());
            Request request = benchmark.request(sizes.get(i) / LARGE_MIB, process);
            table.row(
                    sizes.get(i) + " MiB",
                    "%.0f".formatted(request.bytes() / 1e6 / request.seconds()),
                    request.peak().isPresent()
                            ? "%.0f MiB".formatted((double) request.peak().getAsLong() / MIB)
                            : "not told");
        }
        terminal.line("");
        System.out.print(table);
        System.out.println(
                "Memory of the service's process while the request lasted, heap and native, mapped files not counted.");
    }

    private void printBacklog(URI domain) throws StackException, IOException, InterruptedException {
        JsonNode status = services.get(domain);
        System.out.println("Images the domain has now: " + status.path("images").asLong());
    }

    private void define(URI domain) throws StackException, IOException, InterruptedException {
        JsonNode definition = Json.MAPPER.valueToTree(
                Map.of("role", "TARGET", "name", "Measurements", "trigger", Map.of("newExams", 1_000_000)));
        var unused = services.send(HttpRequest.newBuilder(domain)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(Json.bytes(definition)))
                .build());
    }

    private void requireRoom(Path parent) throws StackException, IOException {
        // what is received stays until the end, what is written until the turn ends
        long images = (long) connections * (quick ? 4 : 8) * ((rounds != null ? rounds : quick ? 3 : 7) + 2);
        long needed = (images * LARGE_MIB + (quick ? 400 : 2700)) * MIB;
        long free = Files.getFileStore(parent).getUsableSpace();
        if (free < 2 * needed) {
            throw new StackException("this needs " + 2 * needed / MIB + " MiB of room, and " + parent + " has "
                    + free / MIB + ": --quick needs less, --directory names another place");
        }
    }
}
