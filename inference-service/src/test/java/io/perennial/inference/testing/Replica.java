package io.perennial.inference.testing;

import static org.awaitility.Awaitility.await;

import io.perennial.event.CloudEvent;
import io.perennial.event.ModelServing;
import io.perennial.event.Topic;
import io.perennial.inference.swap.HotSwap;
import io.perennial.inference.swap.ServingModel;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import io.smallrye.reactive.messaging.memory.InMemorySource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Plays the topics around a replica under test. */
public final class Replica {

    private final InMemorySource<Object> modelServing;
    private final HotSwap hotSwap;

    public Replica(InMemoryConnector connector, HotSwap hotSwap) {
        this.modelServing = connector.source("model-serving");
        this.hotSwap = hotSwap;
    }

    /** Sends a decision. */
    public void send(ModelServing decision) {
        modelServing.send(record(decision));
    }

    /** Sends a decision and waits until it serves. */
    public void serve(ModelServing decision) {
        send(decision);
        awaitVersion(decision.sequence());
    }

    public void awaitVersion(long version) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> hotSwap.model()
                        .map(ServingModel::version)
                        .filter(serving -> serving == version)
                        .isPresent());
    }

    /** Sends anything. */
    public void send(Message<ConsumerRecord<String, String>> message) {
        modelServing.send(message);
    }

    public static ConsumerRecord<String, String> record(ModelServing decision) {
        CloudEvent envelope = CloudEvent.of(decision, URI.create("/perennial/evaluation-service"));
        ConsumerRecord<String, String> record = new ConsumerRecord<>(
                Topic.MODEL_SERVING.topicName(), 0, decision.sequence(), envelope.key(), envelope.json());
        envelope.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
