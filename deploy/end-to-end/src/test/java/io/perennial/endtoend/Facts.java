package io.perennial.endtoend;

import static org.awaitility.Awaitility.await;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.event.CloudEvent;
import io.perennial.event.Event;
import io.perennial.event.Topic;
import io.perennial.local.watch.EventStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** All that the topics have carried, read as a console consumer reads it: text and headers. */
final class Facts implements AutoCloseable {

    private final Queue<ConsumerRecord<String, String>> heard = new ConcurrentLinkedQueue<>();
    private final EventStream stream;
    private final Thread listener;

    Facts(String bootstrapServers) {
        stream = new EventStream(bootstrapServers, true);
        listener = new Thread(() -> stream.follow(heard::add), "facts");
        listener.start();
    }

    /** Every record so far. */
    List<ConsumerRecord<String, String>> all() {
        return List.copyOf(heard);
    }

    /** The records of one topic, in order. */
    Stream<ConsumerRecord<String, String>> of(String topic) {
        return heard.stream().filter(record -> record.topic().equals(topic));
    }

    /** The facts of one kind that can be read, in order. */
    <E extends Event> Stream<E> of(Class<E> type) {
        String topic = Arrays.stream(Topic.values())
                .filter(some -> some.type() == type)
                .findFirst()
                .orElseThrow()
                .topicName();
        return of(topic).flatMap(record -> read(record, type).stream());
    }

    /** Waits for the first fact of a kind that is this one. */
    <E extends Event> E awaitFirst(String what, Class<E> type, Predicate<E> isIt, Duration atMost) {
        return await(what)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> of(type).filter(isIt).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** The text of a header, if the record has it. */
    static Optional<String> header(ConsumerRecord<?, ?> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8));
    }

    private static <E extends Event> Optional<E> read(ConsumerRecord<String, String> record, Class<E> type) {
        try {
            return record.value() == null
                    ? Optional.empty()
                    : Optional.ofNullable(CloudEvent.read(record.value(), type));
        } catch (ArtifactCorruptException e) {
            return Optional.empty(); // what a test sent to be refused
        }
    }

    @Override
    public void close() {
        stream.stop();
        try {
            listener.join();
            stream.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
