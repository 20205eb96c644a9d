package io.perennial.messaging;

import com.fasterxml.jackson.databind.JsonMappingException;
import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.event.CloudEvent;
import io.perennial.event.Event;
import io.perennial.event.Topic;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.faulttolerance.api.Guard;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Hears facts, each once. See the package's description for how a listener uses it. */
@ApplicationScoped
public class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final int LONGEST_ID = 200;

    private final DataSource database;
    private final Guard forAsLongAsItTakes;

    Inbox(DataSource database) {
        this.database = database;
        this.forAsLongAsItTakes = Guard.create()
                .withDescription("inbox")
                .withRetry()
                .maxRetries(-1) // no limit
                .maxDuration(0, ChronoUnit.MILLIS) // no limit
                .delay(200, ChronoUnit.MILLIS)
                .jitter(100, ChronoUnit.MILLIS)
                .abortOn(UnreadableEventException.class)
                .beforeRetry(Inbox::logFailure)
                .withExponentialBackoff()
                .maxDelay(30, ChronoUnit.SECONDS)
                .done()
                .done()
                .build();
    }

    /**
     * Passes the record's fact to {@code heard}, unless its id was heard before. What {@code heard} writes and the memory
     * of having heard it are one transaction; if that fails it is tried again until it succeeds. Blocks meanwhile.
     *
     * @param type what the topic carries
     * @throws UnreadableEventException if headers or payload are not such a fact: the channel makes it a dead letter
     */
    public <E extends Event> void hear(ConsumerRecord<String, String> record, Class<E> type, Consumer<E> heard) {
        String id = id(record);
        E event = read(record, type);
        forAsLongAsItTakes.get(
                () -> QuarkusTransaction.requiringNew().call(() -> hearOnce(id, record.topic(), event, heard)),
                Boolean.class);
    }

    private <E extends Event> boolean hearOnce(String id, String topic, E event, Consumer<E> heard)
            throws SQLException {
        if (!remember(id, topic)) {
            LOG.debugf("heard before: %s of %s", id, topic);
            return false;
        }
        heard.accept(event);
        return true;
    }

    /** Whether the id is new. A concurrent transaction with the same id is waited for. */
    private boolean remember(String id, String topic) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into inbox (ce_id, topic) values (?, ?) on conflict (ce_id) do nothing")) {
            insert.setString(1, id);
            insert.setString(2, topic);
            return insert.executeUpdate() == 1;
        }
    }

    private static String id(ConsumerRecord<String, String> record) {
        return header(record, "ce_id")
                .filter(id -> !id.isBlank() && id.length() <= LONGEST_ID)
                .orElseThrow(() -> new UnreadableEventException("no CloudEvent: header ce_id is missing or too long"));
    }

    /**
     * Understands a record without remembering it: for a listener that hears its whole topic anew at each start.
     *
     * @param type what the topic carries
     * @throws UnreadableEventException if headers or payload are not such a fact: the channel makes it a dead letter
     */
    public static <E extends Event> E read(ConsumerRecord<String, String> record, Class<E> type) {
        Topic topic = Arrays.stream(Topic.values())
                .filter(candidate -> candidate.type() == type)
                .findFirst()
                .orElseThrow();
        if (!header(record, "ce_type").filter(topic.eventType()::equals).isPresent()) {
            throw new UnreadableEventException("header ce_type is missing or not " + topic.eventType());
        }
        if (record.value() == null) {
            throw new UnreadableEventException("no payload");
        }
        try {
            E event = CloudEvent.read(record.value(), type);
            if (event == null) {
                throw new UnreadableEventException("the payload is JSON null");
            }
            return event;
        } catch (ArtifactCorruptException e) {
            throw new UnreadableEventException("not a valid " + type.getSimpleName() + where(e.getCause()));
        }
    }

    /** The place of the fault by field names; the value itself is not quoted. */
    private static String where(@Nullable Throwable cause) {
        if (cause instanceof JsonMappingException fault && !fault.getPath().isEmpty()) {
            return ", at " + fault.getPathReference();
        }
        return "";
    }

    private static Optional<String> header(ConsumerRecord<String, String> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8));
    }

    private static void logFailure(Throwable failure) {
        LOG.warnf(failure, "a fact could not be taken in yet and will be tried again");
    }
}
