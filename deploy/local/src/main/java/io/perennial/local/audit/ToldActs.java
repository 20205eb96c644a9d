package io.perennial.local.audit;

import io.perennial.audit.ToldAct;
import io.perennial.event.Event;
import io.perennial.event.ModelServing;
import io.perennial.event.Topic;
import io.perennial.event.VerdictReached;
import io.perennial.local.watch.EventLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The decisions on the topics, with their places in the audit log. */
public final class ToldActs {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private ToldActs() {}

    /**
     * What a broker holds of them now.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException if no broker answers within ten seconds
     */
    public static List<ToldAct> on(String bootstrapServers) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer);
            if (partitions.isEmpty()) {
                return List.of();
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return readUpTo(consumer.endOffsets(partitions, PATIENCE), consumer);
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, String> consumer) {
        List<String> topics = List.of(Topic.VERDICT_REACHED.topicName(), Topic.MODEL_SERVING.topicName());
        List<TopicPartition> partitions = new ArrayList<>();
        consumer.listTopics(PATIENCE).forEach((topic, infos) -> {
            if (topics.contains(topic)) {
                infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            }
        });
        return partitions;
    }

    private static List<ToldAct> readUpTo(Map<TopicPartition, Long> ends, KafkaConsumer<String, String> consumer) {
        List<ToldAct> told = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
            consumer.poll(POLL)
                    .forEach(record ->
                            EventLine.fact(record).flatMap(ToldActs::act).ifPresent(told::add));
        }
        return told;
    }

    private static Optional<ToldAct> act(Event fact) {
        if (fact instanceof VerdictReached verdict) {
            return ToldAct.of(verdict);
        }
        return fact instanceof ModelServing serving ? ToldAct.of(serving) : Optional.empty();
    }
}
