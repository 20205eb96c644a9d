package io.perennial.endtoend;

import io.perennial.event.Topic;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Somebody who may write to the broker and is none of the services. What it sends carries a mark of its own. */
final class Intruder implements AutoCloseable {

    private static final String MARK = "sent-by";

    private final KafkaProducer<String, byte[]> producer;

    Intruder(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Whether a record, or the dead letter made of it, is an intruder's. */
    static boolean sent(ConsumerRecord<?, ?> record) {
        return Facts.header(record, MARK).isPresent();
    }

    /** Sends a record; {@code value} may be null. Returns its place once the broker has it. */
    RecordMetadata send(Topic topic, String key, Map<String, String> headers, byte[] value) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.topicName(), key, value);
        Map<String, String> marked = new LinkedHashMap<>(headers);
        marked.put(MARK, "test");
        marked.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        try {
            return producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker did not take a record", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
