package io.perennial.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.perennial.artifact.Digest;
import io.perennial.artifact.Recipe;
import io.perennial.event.CandidateTrained;
import io.perennial.event.CloudEvent;
import io.perennial.event.CohortPublished;
import io.perennial.event.Event;
import io.perennial.event.ExpansionTrained;
import io.perennial.event.ModelServing;
import io.perennial.event.Signature;
import io.perennial.event.Topic;
import io.perennial.event.VerdictReached;
import io.perennial.mammography.DomainRole;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Messages that cannot be understood: kept as dead letters with the reason, while what comes after them is heard. */
interface UnreadableMessages {

    Duration PATIENCE = Duration.ofSeconds(60);
    String TRAINING = "training-service";
    String EVALUATION = "evaluation-service";
    String INFERENCE = "inference-service";

    WholeSystem system();

    @Test
    default void cohortPublishedMovesOnPastUnreadableMessages() {
        Event good = new CohortPublished(
                "nowhere-" + UUID.randomUUID(),
                DomainRole.TARGET,
                somethingThatIsNotThere(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Instant.now());

        assertMovesOn(good, List.of(TRAINING, EVALUATION), 2);
    }

    @Test
    default void candidateTrainedMovesOnPastUnreadableMessages() {
        Recipe recipe = new Recipe(Recipe.Trainable.ALL, Recipe.Statistics.ORIGINAL, 0, 1, 1e-3, 1, 1, 1);
        Event good =
                new CandidateTrained("nothing", "nowhere", somethingThatIsNotThere(), recipe, false, 1, Instant.now());

        assertMovesOn(good, List.of(EVALUATION), 1);
    }

    @Test
    default void expansionTrainedMovesOnPastUnreadableMessages() {
        Event good = new ExpansionTrained(
                somethingThatIsNotThere().hex(),
                "another-lineage",
                "nowhere",
                DomainRole.TARGET,
                Optional.of(somethingThatIsNotThere()),
                somethingThatIsNotThere(),
                somethingThatIsNotThere(),
                List.of(),
                Optional.empty(),
                Optional.of("it was never begun"),
                0,
                Instant.now());

        assertMovesOn(good, List.of(TRAINING, EVALUATION), 2);
    }

    @Test
    default void verdictReachedMovesOnPastUnreadableMessages() {
        Event good = new VerdictReached(
                UUID.randomUUID().toString(),
                "another-lineage",
                "nothing",
                "nowhere",
                VerdictReached.Outcome.INCONCLUSIVE,
                Optional.empty(),
                List.of(),
                somethingThatIsNotThere(),
                somethingThatIsNotThere(),
                new Signature("nobody", ""),
                Instant.now(),
                Optional.empty(),
                Optional.empty());

        assertMovesOn(good, List.of(EVALUATION, INFERENCE), 2);
    }

    @Test
    default void modelServingMovesOnPastUnreadableMessages() {
        Event good = new ModelServing(
                "another-lineage",
                1,
                somethingThatIsNotThere(),
                somethingThatIsNotThere(),
                "nothing",
                new Signature("nobody", ""),
                Instant.now(),
                Optional.empty());

        // the inference-service, the third listener, has no consumer group that lasts
        assertMovesOn(good, List.of(TRAINING, EVALUATION), 3);
    }

    private void assertMovesOn(Event good, List<String> groups, int listeners) {
        Topic topic = Topic.of(good);
        String key = "unreadable-" + topic;
        CloudEvent envelope = CloudEvent.of(good, URI.create("/perennial/end-to-end"));
        byte[] json = envelope.json().getBytes(StandardCharsets.UTF_8);
        try (Intruder intruder = new Intruder(system().stack().bootstrapServers())) {
            intruder.send(topic, key, newIds(envelope), new byte[] {(byte) 0xff, 0x00, 0x7b, (byte) 0xfe});
            intruder.send(topic, key, newIds(envelope), "[\"another\", \"type\"]".getBytes(StandardCharsets.UTF_8));
            intruder.send(topic, key, newIds(envelope), null);
            intruder.send(topic, key, Map.of(), json);
            RecordMetadata place = intruder.send(topic, envelope.key(), envelope.headers(), json);

            assertDeadLetters(topic, key, 4 * listeners);
            groups.forEach(group -> awaitHeard(group, place));
        }
    }

    private void assertDeadLetters(Topic topic, String key, int count) {
        List<ConsumerRecord<String, String>> letters = await("dead letters of " + topic)
                .atMost(PATIENCE)
                .until(
                        () -> system().facts()
                                .of(topic.deadLetterName())
                                .filter(letter -> key.equals(letter.key()))
                                .toList(),
                        found -> found.size() >= count);
        assertThat(letters)
                .allSatisfy(letter -> assertThat(Facts.header(letter, "dead-letter-reason"))
                        .hasValueSatisfying(reason -> assertThat(reason).isNotBlank()));
    }

    private void awaitHeard(String group, RecordMetadata place) {
        TopicPartition partition = new TopicPartition(place.topic(), place.partition());
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", system().stack().bootstrapServers()))) {
            await(group + " to hear what comes after the unreadable messages of " + place.topic())
                    .atMost(PATIENCE)
                    .until(() -> heardUpTo(admin, group, partition) > place.offset());
        }
    }

    private static long heardUpTo(Admin admin, String group, TopicPartition partition)
            throws InterruptedException, ExecutionException, TimeoutException {
        OffsetAndMetadata committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(10, TimeUnit.SECONDS)
                .get(partition);
        return committed == null ? -1 : committed.offset();
    }

    private static Map<String, String> newIds(CloudEvent envelope) {
        Map<String, String> headers = new HashMap<>(envelope.headers());
        headers.put("ce_id", UUID.randomUUID().toString());
        return headers;
    }

    private static Digest somethingThatIsNotThere() {
        return Digest.of(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
    }
}
