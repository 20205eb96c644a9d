package io.perennial.endtoend;

import static org.awaitility.Awaitility.await;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.artifact.DirectoryArtifactStore;
import io.perennial.bench.ResidentMemory;
import io.perennial.bench.serving.RandomModels;
import io.perennial.event.CloudEvent;
import io.perennial.event.ModelServing;
import io.perennial.event.Topic;
import io.perennial.local.stack.Ports;
import io.perennial.local.stack.Service;
import io.perennial.local.stack.StackDirectory;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.mammography.PixelMatrix;
import io.perennial.network.Classifier;
import io.perennial.network.ModelStore;
import io.perennial.network.Network;
import io.perennial.network.Preprocessing;
import io.perennial.network.ResNetSpec;
import io.perennial.network.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The packaged inference-service, which a test may kill and start again, with a lineage, a gate and models of its own. It
 * keeps everything in a directory of its own.
 */
final class Replica implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofMinutes(1);
    private static final int INPUT_SIZE = 32;

    private final RunningStack stack;
    private final String lineage;
    private final Path directory;
    private final Map<String, String> properties;
    private final Gate gate = new Gate();
    private final Intruder sender;
    private final ArtifactStore artifacts;
    private Http http = new Http();
    private URI address;
    private final List<String> flags = new ArrayList<>();
    private long sequence;
    private Daemon process;

    /** Not yet started. */
    Replica(RunningStack stack, String lineage) throws IOException {
        int port = Ports.free().inference();
        this.stack = stack;
        this.lineage = lineage;
        this.directory = Files.createDirectories(stack.data().resolve(lineage));
        this.artifacts = new DirectoryArtifactStore(directory.resolve("artifacts"));
        this.sender = new Intruder(stack.bootstrapServers());
        this.address = URI.create("http://127.0.0.1:" + port);
        this.properties = new HashMap<>(stack.connections());
        properties.remove("ingest.pseudonym-key");
        Path scratch = Files.createDirectories(directory.resolve("scratch"));
        withFlags("-Xmx384m", "-Dai.djl.offline=true", "-Djava.io.tmpdir=" + scratch);
        gate.trustedIn(directory.resolve("keys"));
        with(Map.of(
                "quarkus.http.host",
                "127.0.0.1",
                "quarkus.http.port",
                Integer.toString(port),
                "omp.num.threads",
                "1",
                "djl.cache.dir",
                new StackDirectory(stack.data())
                        .cache(System.getenv())
                        .resolve("djl")
                        .toString(),
                "perennial.lineage",
                lineage,
                "perennial.artifacts.location",
                directory.resolve("artifacts").toString(),
                "inference.verification-keys",
                directory.resolve("keys").toString(),
                "inference.replica",
                lineage));
    }

    /** Configures it, for its next start. */
    Replica with(Map<String, String> more) {
        properties.putAll(more);
        return this;
    }

    /** Options of its Java command, for its next start. */
    Replica withFlags(String... more) {
        flags.addAll(List.of(more));
        return this;
    }

    /** The variables of its environment. */
    Set<String> variables() {
        return properties.keySet().stream().map(PackagedService::variable).collect(Collectors.toSet());
    }

    /** Where it answers, and how it is asked, if not in the open. */
    Replica at(URI address, Http http) {
        this.address = address;
        this.http = http;
        return this;
    }

    /** Returns once it answers, which does not say that it is ready. */
    void start() throws IOException {
        process = PackagedService.start(Service.INFERENCE, directory, properties, flags);
        await("an answer of the inference-service")
                .atMost(START_PATIENCE)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() ->
                        process.isAlive() && http.get(address("/q/health/live")).status() == 200);
    }

    void awaitReady() {
        await("a replica that is ready").atMost(START_PATIENCE).until(this::isReady);
    }

    boolean isReady() {
        return process.isAlive() && http.get(address("/q/health/ready")).status() == 200;
    }

    /** Ends it at whatever instruction it is (SIGKILL); returns once it is gone. */
    void kill() {
        process.kill();
    }

    /** Stores a model of a seed where the evaluation-service would. */
    Digest model(long seed) throws IOException {
        return RandomModels.write(artifacts, lineage, ResNetSpec.named("demo", INPUT_SIZE), seed);
    }

    /** Decides that a model must serve; returns once the broker has it. */
    ModelServing decide(Digest model) {
        ModelServing decision = gate.toServe(lineage, ++sequence, model);
        CloudEvent envelope = CloudEvent.of(decision, URI.create("/perennial/evaluation-service"));
        var unused = sender.send(
                Topic.MODEL_SERVING,
                envelope.key(),
                envelope.headers(),
                envelope.json().getBytes(StandardCharsets.UTF_8));
        return decision;
    }

    /** What a model says of an image, by the shared network alone. */
    DensityProbabilities knownAnswer(Digest model, PixelMatrix image) throws IOException {
        ModelStore store = new ModelStore(artifacts);
        float[] grey = new float[INPUT_SIZE * INPUT_SIZE];
        Preprocessing.toUnitInterval(Preprocessing.toGrey16(image, INPUT_SIZE), grey, 0);
        Network.recordNoGradientsOnThisThread();
        try (Weights weights = store.weights(store.card(model));
                Network network = Network.load(weights.spec());
                Classifier classifier = new Classifier(network, weights.copy())) {
            return DensityProbabilities.ofLogits(classifier.logits(grey, 1)[0]);
        }
    }

    ArtifactStore artifacts() {
        return artifacts;
    }

    Path directory() {
        return directory;
    }

    String lineage() {
        return lineage;
    }

    RunningStack stack() {
        return stack;
    }

    Http http() {
        return http;
    }

    URI address(String path) {
        return address.resolve(path);
    }

    /** Where it would answer without TLS. */
    URI inTheClear(String path) {
        return URI.create("http://127.0.0.1:" + properties.get("quarkus.http.port"))
                .resolve(path);
    }

    /** What its process holds in memory, in bytes; empty where the system does not tell. */
    OptionalLong resident() {
        return ResidentMemory.of(process.pid());
    }

    /** All it has said, in all its lives. */
    String said() {
        return process == null ? "" : process.said();
    }

    @Override
    public void close() {
        sender.close();
        if (process != null) {
            process.kill();
        }
    }
}
