package io.perennial.local.bench;

import io.perennial.artifact.Digest;
import io.perennial.artifact.Json;
import io.perennial.bench.ResidentMemory;
import io.perennial.bench.serving.Replica;
import io.perennial.event.CloudEvent;
import io.perennial.event.ModelServing;
import io.perennial.event.SignedDecision;
import io.perennial.event.Topic;
import io.perennial.local.stack.Service;
import io.perennial.local.stack.StackException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * An inference-service of its own, with a broker and a database, that hears decisions as it hears the gate's: on its topic,
 * signed, with a key that is thrown away afterwards.
 */
public final class BenchReplica implements Replica, AutoCloseable {

    /** What it serves. */
    public static final String LINEAGE = "breast-density";

    private static final String KEY = "bench";
    private static final Digest PLAN = Digest.of("no plan".getBytes(StandardCharsets.UTF_8));
    private static final URI SOURCE = URI.create("/perennial/bench");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long MIB = 1 << 20;

    private final ServiceAlone service;
    private final KeyPair keys;
    private final KafkaProducer<String, String> producer;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private long sequence;

    private BenchReplica(ServiceAlone service) throws IOException {
        this.service = service;
        this.keys = keys();
        Path trusted = Files.createDirectories(service.directory().verificationKeys());
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPublic().getEncoded());
        Files.writeString(
                trusted.resolve(KEY + ".pem"),
                "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", service.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer());
    }

    /**
     * Starts one.
     *
     * @param parent of the directory for its data
     * @param properties further configuration of the service
     * @param out gets what the supervisor says meanwhile
     */
    public static BenchReplica start(Path parent, Path sourceTree, Map<String, String> properties, PrintStream out)
            throws StackException, IOException, InterruptedException {
        ServiceAlone service = ServiceAlone.start(Service.INFERENCE, parent, sourceTree, properties, out);
        try {
            return new BenchReplica(service);
        } catch (IOException | RuntimeException e) {
            service.close();
            throw e;
        }
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 15 on has Ed25519", e);
        }
    }

    /** Where the models it is to serve are stored. */
    public Path artifacts() {
        return service.directory().artifacts();
    }

    @Override
    public URI address() {
        return service.address();
    }

    @Override
    public OptionalLong resident() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        var unused = new ProcessBuilder(jcmd.toString(), Long.toString(service.pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        OptionalLong before;
        OptionalLong now = ResidentMemory.of(service.pid());
        do { // the collector gives what it has freed back in steps
            before = now;
            TimeUnit.SECONDS.sleep(1);
            now = ResidentMemory.of(service.pid());
        } while (now.isPresent() && before.isPresent() && now.getAsLong() < before.getAsLong() - MIB);
        return now;
    }

    @Override
    public double recorded() throws IOException, InterruptedException {
        String metric = "perennial_audit_write_seconds_sum ";
        return http.send(
                        HttpRequest.newBuilder(address().resolve("/q/metrics")).build(),
                        HttpResponse.BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(metric.length())))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void activate(Digest model) throws StackException, IOException, InterruptedException, ExecutionException {
        sequence++;
        send(model);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (servedVersion() != sequence) {
            if (System.nanoTime() > deadline) {
                throw new StackException("decision " + sequence + " does not serve after " + PATIENCE.toMinutes()
                        + " minutes; the service's log is "
                        + service.directory().log("inference"));
            }
            Thread.sleep(10);
        }
    }

    /** 0 before the first. */
    private long servedVersion() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(address().resolve("/model")).build(), HttpResponse.BodyHandlers.ofByteArray());
        return answer.statusCode() == 404
                ? 0
                : Json.MAPPER.readTree(answer.body()).path("version").asLong();
    }

    private void send(Digest model) throws InterruptedException, ExecutionException {
        SignedDecision decision = SignedDecision.toServe(LINEAGE, sequence, model, PLAN);
        CloudEvent event = CloudEvent.of(
                new ModelServing(
                        LINEAGE,
                        sequence,
                        model,
                        PLAN,
                        "bench-" + sequence,
                        decision.sign(KEY, keys.getPrivate()),
                        Instant.now(),
                        Optional.empty()),
                SOURCE);
        ProducerRecord<String, String> record =
                new ProducerRecord<>(Topic.MODEL_SERVING.topicName(), event.key(), event.json());
        event.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        var unused = producer.send(record).get();
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        service.close();
    }
}
