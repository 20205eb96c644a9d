package io.perennial.evaluation.testing;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.event.CloudEvent;
import io.perennial.event.Event;
import io.perennial.event.Topic;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;

/** What a broker would bring and take. */
public final class Wire {

    private final InMemoryConnector connector;

    public Wire(InMemoryConnector connector) {
        this.connector = connector;
    }

    /** Brings a fact; the answer is whether it was taken in. */
    public CompletableFuture<Boolean> bring(Event fact) {
        CloudEvent envelope = CloudEvent.of(fact, URI.create("/perennial/test"));
        return bring(Topic.of(fact), envelope, envelope.json());
    }

    /** Brings a payload in the right envelope. */
    public CompletableFuture<Boolean> bring(Topic topic, Event likeThis, String payload) {
        return bring(topic, CloudEvent.of(likeThis, URI.create("/perennial/test")), payload);
    }

    private CompletableFuture<Boolean> bring(Topic topic, CloudEvent envelope, String payload) {
        ConsumerRecord<String, String> record = new ConsumerRecord<>(topic.topicName(), 0, 0, envelope.key(), payload);
        envelope.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        CompletableFuture<Boolean> taken = new CompletableFuture<>();
        connector
                .<Message<ConsumerRecord<String, String>>>source(channel(topic))
                .send(Message.of(
                        record,
                        () -> {
                            taken.complete(true);
                            return CompletableFuture.completedFuture(null);
                        },
                        failure -> {
                            taken.complete(false);
                            return CompletableFuture.completedFuture(null);
                        }));
        return taken;
    }

    /** The facts of a kind that were told so far. */
    public <E extends Event> List<E> told(Class<E> type) {
        List<E> told = new ArrayList<>();
        for (Message<?> message : connector.sink("outbox").received()) {
            String topic = message.getMetadata(OutgoingKafkaRecordMetadata.class)
                    .orElseThrow()
                    .getTopic();
            if (topicOf(type).topicName().equals(topic)) {
                try {
                    told.add(CloudEvent.read((String) message.getPayload(), type));
                } catch (ArtifactCorruptException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return told;
    }

    public void forgetWhatWasTold() {
        connector.sink("outbox").clear();
    }

    private static Topic topicOf(Class<? extends Event> type) {
        return java.util.Arrays.stream(Topic.values())
                .filter(topic -> topic.type() == type)
                .findFirst()
                .orElseThrow();
    }

    private static String channel(Topic topic) {
        return topic.topicName().replace("perennial.", "").replace(".v1", "");
    }
}
