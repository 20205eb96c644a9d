package io.perennial.inference.serving;

import io.perennial.event.ModelServing;
import io.perennial.messaging.Inbox;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears what must serve: the whole compacted topic at each start, then every new decision. */
@ApplicationScoped
@Identifier("model-serving")
class ModelServingListener implements KafkaConsumerRebalanceListener {

    private final ActivationThread activations;

    ModelServingListener(ActivationThread activations) {
        this.activations = activations;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        consumer.beginningOffsets(partitions).forEach(ends::remove); // an empty partition ends where it begins
        activations.historyBegins(ends);
    }

    /** An unreadable message is read, too; its exception makes it a dead letter. */
    @Incoming("model-serving")
    @Blocking
    void onModelServing(ConsumerRecord<String, String> record) {
        Optional<ModelServing> decision = Optional.empty();
        try {
            decision = Optional.of(Inbox.read(record, ModelServing.class));
        } finally {
            activations.heard(new TopicPartition(record.topic(), record.partition()), record.offset(), decision);
        }
    }
}
