package io.perennial.evaluation.verdict;

import io.perennial.evaluation.EvaluationSettings;
import io.perennial.event.Topic;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Knows when all decisions that lay on the topics at the start have been taken over. Before that nothing may be judged:
 * with an empty database it would be judged a second time, without knowing what served.
 */
@ApplicationScoped
@Default
@Identifier("decision-history")
public class DecisionHistory implements KafkaConsumerRebalanceListener {

    private static final Set<String> TOPICS =
            Set.of(Topic.VERDICT_REACHED.topicName(), Topic.MODEL_SERVING.topicName());

    private final KafkaConsumerRebalanceListener replay;
    private final boolean awaited;
    private final Set<String> assigned = new HashSet<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>(); // of what is still to be read

    DecisionHistory(@Identifier("replay") KafkaConsumerRebalanceListener replay, EvaluationSettings settings) {
        this.replay = replay;
        this.awaited = settings.awaitHistory();
    }

    /** Whether everything has been taken over. */
    public synchronized boolean isComplete() {
        return !awaited || (assigned.containsAll(TOPICS) && ends.isEmpty());
    }

    @Override
    public synchronized void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        replay.onPartitionsAssigned(consumer, partitions);
        consumer.endOffsets(partitions).forEach((partition, end) -> {
            if (consumer.position(partition) < end) {
                ends.put(partition, end);
            }
        });
        assigned.addAll(consumer.subscription()); // also where another replica got all partitions
    }

    @Override
    public synchronized void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        replay.onPartitionsRevoked(consumer, partitions);
        partitions.forEach(ends::remove);
    }

    /** One message was read, understood or not. */
    synchronized void read(ConsumerRecord<?, ?> record) {
        ends.computeIfPresent(
                new TopicPartition(record.topic(), record.partition()),
                (partition, end) -> record.offset() + 1 >= end ? null : end);
    }
}
