package io.perennial.endtoend;

import static org.awaitility.Awaitility.await;

import io.perennial.local.stack.Ports;
import io.perennial.local.stack.Postgres;
import io.perennial.local.stack.Service;
import io.perennial.local.stack.Settings;
import io.perennial.local.stack.StackDirectory;
import io.perennial.local.stack.StackRecord;
import io.perennial.local.stack.StackRecord.PartRecord;
import io.perennial.local.stack.Supervisor;
import io.perennial.local.stack.UpRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The packaged services, each a process of its own, on free ports and a temporary directory, under the supervisor that
 * {@code perennial up} uses: it starts a service again that dies, and its children end with this JVM, however that ends.
 */
final class RunningStack implements AutoCloseable {

    private static final int IMAGE_SIZE = 32;
    private static final Duration START_PATIENCE = Duration.ofMinutes(3);
    // so that every run shares the patients out alike
    private static final String PSEUDONYM_KEY = "5e".repeat(32);

    private final Surroundings surroundings;
    private final StackDirectory directory;
    private final Ports ports;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread supervisor;

    private RunningStack(
            Surroundings surroundings, Optional<byte[]> plan, Map<String, String> properties, boolean withServices)
            throws IOException {
        this.surroundings = surroundings;
        this.directory = new StackDirectory(Files.createTempDirectory("perennial-end-to-end"));
        this.ports = Ports.free();
        Files.writeString(
                Files.createDirectories(directory.root().resolve("keys")).resolve("pseudonym.key"), PSEUDONYM_KEY);
        Optional<Path> planFile = Optional.empty();
        if (plan.isPresent()) {
            planFile = Optional.of(Files.write(directory.root().resolve("plan-of-the-test.yaml"), plan.get()));
        }
        Map<String, String> all = new TreeMap<>(properties);
        all.putAll(surroundings.properties());
        UpRequest request = new UpRequest(
                directory.root(),
                sourceTree(),
                new Settings(Settings.DEMO_NETWORK, IMAGE_SIZE, 1, all),
                ports,
                planFile,
                withServices);
        supervisor = new Thread(() -> supervise(request), "supervisor");
        supervisor.start();
    }

    /** Starts everything and returns once it is up. */
    static RunningStack start(byte[] plan, Map<String, String> properties) throws IOException {
        return awaitUp(new RunningStack(Surroundings.find(), Optional.of(plan), properties, true));
    }

    /** Starts a broker and a database alone, for a service that the test starts itself. */
    static RunningStack startWithoutServices() throws IOException {
        return awaitUp(new RunningStack(Surroundings.find(), Optional.empty(), Map.of(), false));
    }

    private static RunningStack awaitUp(RunningStack stack) throws IOException {
        try {
            await("the stack")
                    .atMost(START_PATIENCE)
                    .until(() -> stack.ended.isDone()
                            || stack.record()
                                    .filter(record -> record.state() == StackRecord.State.UP)
                                    .isPresent());
            if (stack.ended.isDone()) {
                stack.ended.join();
            }
            return stack;
        } catch (RuntimeException | Error e) {
            stack.printTails();
            stack.close();
            throw e;
        }
    }

    private void supervise(UpRequest request) {
        try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            new Supervisor(request, out).run();
            ended.complete(null);
        } catch (InterruptedException e) {
            ended.complete(null); // told to end
        } catch (Exception | Error e) {
            ended.completeExceptionally(e);
        }
    }

    /** Which broker and database it runs on. */
    String surroundings() {
        return surroundings.words();
    }

    String bootstrapServers() {
        return surroundings.properties().getOrDefault("kafka.bootstrap.servers", ports.bootstrapServers());
    }

    /** What a service is configured with to find broker, database and keys, and a place for its artifacts. */
    Map<String, String> connections() throws IOException {
        Path keys = directory.root().resolve("keys");
        Map<String, String> connections = new TreeMap<>();
        connections.put("kafka.bootstrap.servers", bootstrapServers());
        connections.put(
                "quarkus.datasource.jdbc.url",
                "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + Postgres.DATABASE);
        connections.put("quarkus.datasource.username", Postgres.DATABASE);
        connections.put(
                "quarkus.datasource.password",
                Files.readString(keys.resolve("database.password")).strip());
        connections.put("ingest.pseudonym-key", keys.resolve("pseudonym.key").toString());
        connections.put("perennial.artifacts.location", directory.artifacts().toString());
        connections.putAll(surroundings.properties());
        return connections;
    }

    /** An address of a service, from its root. */
    URI at(Service service, String path) {
        return ports.address(service).resolve(path);
    }

    /** The process of a service, as last started. */
    ProcessHandle process(Service service) {
        return record().stream()
                .flatMap(record -> record.processes().stream())
                .filter(part -> part.name().equals(service.shortName()))
                .flatMap(part -> part.process().running().stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(service + " does not run"));
    }

    /** The data directory: logs, keys, artifacts, and the files of a broker and database of its own. */
    Path data() {
        return directory.root();
    }

    /** Where the artifacts are. */
    Path artifacts() {
        return directory.artifacts();
    }

    /** A connection to the database of all services; the caller closes it. */
    Connection database() throws IOException, SQLException {
        Map<String, String> connections = connections();
        return DriverManager.getConnection(
                connections.get("quarkus.datasource.jdbc.url"),
                connections.get("quarkus.datasource.username"),
                connections.get("quarkus.datasource.password"));
    }

    /** Shows what the supervisor said and the last lines of each log. */
    @SuppressWarnings("SystemOut") // for whoever reads why a test failed
    void printTails() {
        System.out.println("--- the supervisor said:\n" + said.toString(StandardCharsets.UTF_8));
        for (PartRecord part : record().map(StackRecord::processes).orElse(List.of())) {
            List<String> lines = log(part.log()).lines().toList();
            System.out.println("--- the end of the log of " + part.name() + ":\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size())));
        }
    }

    private Optional<StackRecord> record() {
        try {
            return StackRecord.read(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String log(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path sourceTree() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("mvnw"))) {
            directory = directory.getParent();
        }
        return directory;
    }

    /** Stops everything and removes its directory. */
    @Override
    public void close() throws IOException {
        supervisor.interrupt();
        await("the end of the stack").atMost(Duration.ofMinutes(2)).until(() -> !supervisor.isAlive());
        surroundings.close();
        delete(directory.root());
    }

    /** Removes a directory with all that is in it. */
    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
