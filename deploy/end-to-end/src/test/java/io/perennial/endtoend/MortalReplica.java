package io.perennial.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Digest;
import io.perennial.event.ModelActivated;
import io.perennial.event.ModelServing;
import io.perennial.mammography.Density;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.network.ModelStore;
import io.perennial.s3.testing.S3LookAlike;
import io.perennial.simulator.MatrixSize;
import io.perennial.simulator.SimulatedDomain;
import io.perennial.simulator.SimulatedExam;
import io.perennial.simulator.SimulatedHospital;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A replica that fetches each model it must serve from a bucket, and is killed while it does. Meanwhile somebody has an
 * image read again and again.
 */
final class MortalReplica implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final double TOLERANCE = 1e-4; // of a probability, between two engines

    private final ServingEnd end;
    private final S3LookAlike bucket;
    private final Replica replica;
    private final Path cache;
    private final SimulatedExam exam = new SimulatedHospital(1, SimulatedDomain.original(), MatrixSize.SMALL)
            .exams(0, 1)
            .get(0);
    private final ReadingClient client;
    private final Map<String, JsonNode> answers = new HashMap<>(); // by model, since it first served
    private final List<Digest> certain = new ArrayList<>(); // models whose swap was under way when it was killed
    private final List<Digest> blind = new ArrayList<>(); // models whose swap may have been
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private Optional<Facts> facts = Optional.empty();
    private ModelServing decision;
    private long seed;

    MortalReplica(ServingEnd end, S3LookAlike bucket) throws IOException {
        this.end = end;
        this.bucket = bucket;
        this.replica = end.newReplica("mortal");
        this.cache = replica.directory().resolve("cache");
        replica.with(bucket.settings(cache.toString()))
                .with(Map.of("quarkus.profile", "local", "inference.engine.choice", "onnx-runtime"))
                .withFlags("-XX:TieredStopAtLevel=1"); // it lives for seconds
        this.client = new ReadingClient(
                replica.http(), replica.address("/readings"), exam.files().get(0));
    }

    void serveAFirstModel() throws IOException {
        replica.start();
        facts = Optional.of(new Facts(replica.stack().bootstrapServers()));
        decide();
        replica.awaitReady();
        noteTheAnswer();
        client.start();
    }

    /** How long an undisturbed swap takes, from when the broker has the decision, in ns. */
    long timeASwap() throws IOException {
        decide();
        long begun = System.nanoTime();
        await("the swap")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> serves(decision.model().toString()));
        long swap = System.nanoTime() - begun;
        noteTheAnswer();
        end.say("an undisturbed swap took %.0f ms".formatted(swap / 1e6));
        return swap;
    }

    void dieBeforeItRemembersTheDecision() throws IOException, SQLException {
        String before = decision.model().toString();
        try (TableLock lock = new TableLock(replica.stack().database(), "inference", "decision")) {
            decide();
            await("the decision").atMost(PATIENCE).until(lock::isWaitedFor);
            assertThat(serves(before)).isTrue();
            killInTheSwap();
        }
        end.say("killed before it had remembered the decision");
    }

    void dieWithHalfOfTheModel() throws IOException {
        String before = decision.model().toString();
        CountDownLatch open = new CountDownLatch(1);
        Digest model = store();
        bucket.giveHalf(key(new ModelStore(replica.artifacts()).card(model).tensors()), open);
        decide(model);
        await("half of a model")
                .atMost(PATIENCE)
                .until(() ->
                        unfinished().stream().anyMatch(file -> file.toFile().length() > 0));
        assertThat(serves(before)).isTrue();
        killInTheSwap();
        open.countDown();
        assertThat(unfinished()).isNotEmpty();
        end.say("killed in the middle of the fetch");
    }

    void dieBeforeItTellsTheSwap() throws IOException, SQLException {
        try (TableLock lock = new TableLock(replica.stack().database(), "inference", "outbox")) {
            decide();
            await("the swap").atMost(PATIENCE).until(lock::isWaitedFor);
            assertThat(serves(decision.model().toString())).isTrue();
            killInTheSwap();
        }
        end.say("killed before it had told the swap");
    }

    /** @param nanos after the broker has the decision */
    void dieAfter(long nanos) throws IOException, InterruptedException, ExecutionException {
        decide();
        clock.schedule(replica::kill, nanos, TimeUnit.NANOSECONDS).get();
        blind.add(decision.model());
        end.say("killed %.0f ms after the decision".formatted(nanos / 1e6));
    }

    /** Starts it again; it serves what was decided last, says so, and reads with nothing else. */
    void comeBack() throws IOException {
        List<ReadingClient.Outcome> before = client.outcomes();
        replica.start();
        replica.awaitReady();

        JsonNode model = replica.http().get(replica.address("/model")).json();
        assertThat(model.path("digest").asText()).isEqualTo(decision.model().toString());
        assertThat(model.path("version").asLong()).isEqualTo(decision.sequence());
        noteTheAnswer();
        ModelActivated told = facts.orElseThrow()
                .awaitFirst(
                        "the swap to be told",
                        ModelActivated.class,
                        fact -> fact.asked().equals(decision.model()),
                        PATIENCE);
        assertThat(told.refusal()).isEmpty();
        assertThat(told.serving()).contains(decision.model());
        assertThat(unfinished()).isEmpty();
        assertThat(copies()).allMatch(MortalReplica::isWhole);
        assertThat(files(replica.directory().resolve("scratch")))
                .as("libraries unpacked in earlier lives")
                .noneMatch(file -> file.toString().contains("onnxruntime"));
        await("readings")
                .atMost(PATIENCE)
                .until(() -> client.outcomes().stream()
                        .skip(before.size()
                                + ReadingClient.THREADS) // what was answered before the kill, and noted after it
                        .anyMatch(ReadingClient.Outcome::read));
        assertThat(client.outcomes().stream()
                        .skip(before.size() + ReadingClient.THREADS)
                        .filter(ReadingClient.Outcome::read))
                .allMatch(outcome -> outcome.text().equals(decision.model().toString()));
    }

    /** What had been told when it was killed, its successor tells once more. */
    void assertItWasKilledInSwaps() {
        assertThat(certain).allMatch(this::isToldOnce);
        end.say("of the " + blind.size() + " blind kills "
                + blind.stream().filter(this::isToldOnce).count() + " came before the swap was told");
    }

    private boolean isToldOnce(Digest model) {
        return facts.orElseThrow()
                        .of(ModelActivated.class)
                        .filter(fact -> fact.asked().equals(model))
                        .distinct()
                        .count()
                == 1;
    }

    private void killInTheSwap() {
        replica.kill();
        certain.add(decision.model());
    }

    void assertEachReadingIsOfTheModelItNames() {
        client.stop();
        List<ReadingClient.Outcome> read =
                client.outcomes().stream().filter(ReadingClient.Outcome::read).toList();
        assertThat(read)
                .allSatisfy(outcome ->
                        assertThat(outcome.probabilities()).as(outcome.text()).isEqualTo(answers.get(outcome.text())));
        assertThat(read.stream().map(ReadingClient.Outcome::text).distinct()).hasSize(answers.size());
        assertThat(client.outcomes().stream().filter(outcome -> !outcome.read()))
                .as("while there was no replica, or no model yet")
                .allMatch(outcome ->
                        outcome.text().startsWith("503 ") || outcome.text().contains("IOException"));
        end.say(read.size() + " readings by " + answers.size() + " models, "
                + (client.outcomes().size() - read.size()) + " times there was nobody to read");
    }

    private void decide() throws IOException {
        decide(store());
    }

    private void decide(Digest model) {
        decision = replica.decide(model);
    }

    /** A model nobody has heard of, in the bucket. */
    private Digest store() throws IOException {
        Digest model = replica.model(++seed);
        for (Digest part :
                List.of(model, new ModelStore(replica.artifacts()).card(model).tensors())) {
            bucket.objects().put(key(part), replica.artifacts().read(part));
        }
        return model;
    }

    private static String key(Digest digest) {
        return "artifacts/sha256/" + digest.hex().substring(0, 2) + "/" + digest.hex();
    }

    private boolean serves(String model) {
        return replica.http()
                .get(replica.address("/model"))
                .json()
                .path("digest")
                .asText()
                .equals(model);
    }

    /** The model that serves answers as the network does whose weights it has; and from now on it answers so to the last bit. */
    private void noteTheAnswer() throws IOException {
        ReadingClient.Outcome outcome = client.read();
        assertThat(outcome.text()).isEqualTo(decision.model().toString());
        DensityProbabilities known =
                replica.knownAnswer(decision.model(), exam.images().get(0).pixels());
        for (Density density : Density.values()) {
            assertThat(outcome.probabilities().path(density.name()).asDouble(-1))
                    .isCloseTo(known.of(density), within(TOLERANCE));
        }
        answers.put(outcome.text(), outcome.probabilities());
    }

    private List<Path> unfinished() throws IOException {
        return files(cache.resolve("incoming"));
    }

    private List<Path> copies() throws IOException {
        return files(cache.resolve("sha256"));
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static boolean isWhole(Path file) {
        try {
            return file.endsWith(Digest.of(Files.readAllBytes(file)).hex());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        clock.shutdownNow();
        facts.ifPresent(Facts::close);
    }
}
