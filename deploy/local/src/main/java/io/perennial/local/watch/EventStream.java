package io.perennial.local.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * All facts of a broker as they come, dead letters too, topics that appear later included. Belongs to no consumer group, so
 * it leaves no trace on the broker and keeps nobody else from hearing.
 */
public final class EventStream implements AutoCloseable {

    private static final String TOPICS = "perennial.";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration TOPIC_SEARCH = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaConsumer<String, String> consumer;
    private final Set<TopicPartition> known = new HashSet<>();
    private volatile boolean stopped;

    /**
     * Connects, and notes where the facts begin that have not been told yet.
     *
     * @param fromBeginning whether to begin with everything the broker has kept
     * @throws org.apache.kafka.common.errors.TimeoutException if no broker answers within ten seconds
     */
    public EventStream(String bootstrapServers, boolean fromBeginning) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new StringDeserializer(),
                new StringDeserializer());
        List<TopicPartition> added = findTopics();
        if (!fromBeginning && !added.isEmpty()) { // Kafka takes an empty list for all partitions
            consumer.seekToEnd(added);
            added.forEach(partition -> consumer.position(partition, PATIENCE));
        }
    }

    /** Hands over each fact, in the order of their times as far as the broker delivers them so, until {@link #stop}. */
    public void follow(Consumer<ConsumerRecord<String, String>> listener) {
        try {
            long searched = System.nanoTime();
            while (!stopped) {
                if (known.isEmpty() || System.nanoTime() - searched > TOPIC_SEARCH.toNanos()) {
                    findTopics();
                    searched = System.nanoTime();
                }
                StreamSupport.stream(consumer.poll(POLL).spliterator(), false)
                        .sorted(Comparator.comparingLong(ConsumerRecord::timestamp))
                        .forEach(listener);
            }
        } catch (WakeupException e) {
            if (!stopped) {
                throw e;
            }
        }
    }

    /** Ends {@link #follow}; may be called by any thread. */
    public void stop() {
        stopped = true;
        consumer.wakeup();
    }

    /** The partitions not known before, now assigned too, to be read from their beginning. */
    private List<TopicPartition> findTopics() {
        List<TopicPartition> added = new ArrayList<>();
        consumer.listTopics(PATIENCE).forEach((topic, partitions) -> {
            if (topic.startsWith(TOPICS)) {
                partitions.stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .filter(known::add)
                        .forEach(added::add);
            }
        });
        if (!added.isEmpty()) {
            consumer.assign(known); // keeps the positions of those assigned before; new ones begin at the earliest
        }
        return added;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
