package io.perennial.training.expansion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.artifact.ModelCard;
import io.perennial.event.CloudEvent;
import io.perennial.event.Event;
import io.perennial.event.ModelServing;
import io.perennial.event.Signature;
import io.perennial.event.SignedDecision;
import io.perennial.event.Topic;
import io.perennial.network.ModelStore;
import io.perennial.training.CurrentPlan;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A running service without a broker: lets it hear facts, and knows what it told. */
abstract class TrainingServiceFixture {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final String LINEAGE = "breast-density";
    static final KeyPair EVALUATION = keys();

    @Inject
    @Any
    InMemoryConnector kafka;

    @Inject
    ArtifactStore artifacts;

    @Inject
    CurrentPlan plan;

    @Inject
    EntityManager entities;

    @Inject
    StoredExpansions expansions;

    @Inject
    StoredCandidates candidates;

    @Inject
    Leases leases;

    @Inject
    Outcomes outcomes;

    private long sequence;

    @ConfigProperty(name = "training.verification-keys")
    Path trustedKeys;

    @BeforeEach
    void trustsTheEvaluationService() throws IOException {
        String key = Base64.getEncoder().encodeToString(EVALUATION.getPublic().getEncoded());
        Files.writeString(
                Files.createDirectories(trustedKeys).resolve("test.pem"),
                "-----BEGIN PUBLIC KEY-----\n" + key + "\n-----END PUBLIC KEY-----\n");
    }

    @BeforeEach
    void startsWithNothing() {
        QuarkusTransaction.requiringNew().run(() -> {
            for (String entity : List.of("Candidate", "Expansion", "KnownCohort", "KeptImport", "ServingModel")) {
                entities.createQuery("delete from " + entity).executeUpdate();
            }
        });
        kafka.sink("outbox").clear();
    }

    @AfterEach
    void leavesNothingRunning() {
        await().atMost(PATIENCE)
                .until(() -> QuarkusTransaction.requiringNew()
                        .call(() -> expansions.newestFirst().stream().noneMatch(this::isRunnable)));
    }

    ModelCard card(Digest model) throws Exception {
        return new ModelStore(artifacts).card(model);
    }

    boolean isRunnable(Expansion expansion) {
        return expansion.state() == ExpansionState.QUEUED || expansion.state() == ExpansionState.RUNNING;
    }

    ModelServing serving(Digest model) {
        return serving(++sequence, model, EVALUATION);
    }

    ModelServing serving(long number, Digest model, KeyPair signer) {
        Signature signature =
                SignedDecision.toServe(LINEAGE, number, model, plan.digest()).sign("test", signer.getPrivate());
        return new ModelServing(
                LINEAGE, number, model, plan.digest(), "verdict", signature, Instant.now(), Optional.empty());
    }

    static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a record and waits until it is acknowledged. */
    void hear(String channel, ConsumerRecord<String, String> record) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        kafka.source(channel).send(Message.of(record, () -> {
            acknowledged.complete(null);
            return CompletableFuture.completedFuture(null);
        }));
        assertThat(acknowledged).succeedsWithin(PATIENCE);
    }

    static ConsumerRecord<String, String> record(Event event) {
        CloudEvent envelope = CloudEvent.of(event, URI.create("/perennial/test"));
        ConsumerRecord<String, String> record =
                new ConsumerRecord<>(envelope.topic().topicName(), 0, 0, envelope.key(), envelope.json());
        envelope.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    List<Expansion> awaitExpansions(int count) {
        return await().atMost(PATIENCE)
                .until(
                        () -> QuarkusTransaction.requiringNew().call(expansions::newestFirst),
                        all -> all.size() >= count);
    }

    <E extends Event> List<E> awaitTold(Class<E> type, int count) {
        return await().atMost(PATIENCE).until(() -> told(type), told -> told.size() >= count);
    }

    /** What the service has told of this kind, in order. */
    <E extends Event> List<E> told(Class<E> type) {
        return kafka.<String>sink("outbox").received().stream()
                .filter(message -> isOf(type, message))
                .map(message -> read(message.getPayload(), type))
                .toList();
    }

    private static boolean isOf(Class<? extends Event> type, Message<String> message) {
        String topic = message.getMetadata(OutgoingKafkaRecordMetadata.class)
                .orElseThrow()
                .getTopic();
        for (Topic candidate : Topic.values()) {
            if (candidate.topicName().equals(topic)) {
                return candidate.type() == type;
            }
        }
        return false;
    }

    private static <E extends Event> E read(String json, Class<E> type) {
        try {
            return CloudEvent.read(json, type);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
