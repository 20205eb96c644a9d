package io.perennial.messaging;

import io.perennial.event.CloudEvent;
import io.perennial.event.Topic;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/**
 * Sends what the outbox holds, in the order of its ids, and deletes what the broker has acknowledged: at least once,
 * never lost. Woken by every commit that told something; looks by itself once a second, for what a crash or an absent
 * broker left behind.
 *
 * <p>One relay works at a time, in this process by its single thread, among the replicas of a service by an advisory lock
 * of PostgreSQL that lives as long as the transaction. {@code for update skip locked} would let two relays send
 * neighbouring rows at once, and the order within a key would be lost. The lock goes with the connection, so a relay
 * that dies leaves none behind.
 *
 * <p>Order is that of the ids, given out when a fact is told. Two facts of transactions that ran at the same time may
 * overtake each other; a fact told after another's commit never does.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int BATCH = 500; // bounds memory; at a few ms a batch, far above any rate of facts
    private static final int TRANSACTION_SECONDS = 120; // above the outbox channel's delivery.timeout.ms

    private final DataSource database;
    private final Emitter<String> channel;
    private final URI source;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "outbox-relay"));

    OutboxRelay(
            DataSource database,
            @Channel("outbox") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) Emitter<String> channel,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.database = database;
        this.channel = channel;
        this.source = URI.create("/perennial/" + service);
    }

    /** Makes the relay look at the outbox soon; returns at once. */
    public void wake() {
        if (woken.compareAndSet(false, true)) {
            try {
                thread.execute(this::relay);
            } catch (RejectedExecutionException e) {
                LOG.debug("woken while stopping; the next start sends what is left");
            }
        }
    }

    void onStart(@Observes StartupEvent event) {
        var unused = thread.scheduleWithFixedDelay(this::wake, 1, 1, TimeUnit.SECONDS);
    }

    void onStop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    private void relay() {
        woken.set(false);
        try {
            int sent;
            do {
                sent = QuarkusTransaction.requiringNew()
                        .timeout(TRANSACTION_SECONDS)
                        .call(this::relayBatch);
            } while (sent == BATCH);
        } catch (RuntimeException e) {
            LOG.warnf("the outbox waits, its relay will try again: %s", rootCause(e));
        }
    }

    /** Returns how many rows were sent, acknowledged and deleted. */
    private int relayBatch() throws SQLException, InterruptedException {
        try (Connection connection = database.getConnection()) {
            if (!lock(connection)) {
                return 0;
            }
            List<Row> rows = oldest(connection);
            List<CompletableFuture<Void>> acknowledgements = new ArrayList<>();
            rows.forEach(row -> acknowledgements.add(send(row)));
            int acknowledged = countAcknowledged(acknowledgements);
            delete(connection, rows.subList(0, acknowledged));
            return acknowledged;
        }
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(
                        "select pg_try_advisory_xact_lock(hashtextextended(current_schema() || '.outbox', 0))");
                ResultSet result = lock.executeQuery()) {
            return result.next() && result.getBoolean(1);
        }
    }

    private static List<Row> oldest(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select id, ce_id, topic, key, time, json from outbox order by id limit " + BATCH)) {
            List<Row> rows = new ArrayList<>();
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    rows.add(new Row(
                            result.getLong(1),
                            result.getString(2),
                            Topic.valueOf(result.getString(3)),
                            result.getString(4),
                            result.getObject(5, OffsetDateTime.class),
                            result.getString(6)));
                }
            }
            return rows;
        }
    }

    private static void delete(Connection connection, List<Row> rows) throws SQLException {
        // by id, not "up to id": a smaller id may have been committed since these were read
        try (PreparedStatement delete = connection.prepareStatement("delete from outbox where id = any (?)")) {
            delete.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", rows.stream().map(Row::id).toArray()));
            delete.executeUpdate();
        }
    }

    private CompletableFuture<Void> send(Row row) {
        CloudEvent envelope =
                new CloudEvent(row.ceId(), source, row.topic(), row.time().toInstant(), row.key(), row.json());
        RecordHeaders headers = new RecordHeaders();
        envelope.headers().forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        OutgoingKafkaRecordMetadata<String> metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(row.topic().topicName())
                .withKey(row.key())
                .withHeaders(headers)
                .build();
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        channel.send(Message.of(
                row.json(),
                Metadata.of(metadata),
                () -> {
                    acknowledged.complete(null);
                    return CompletableFuture.completedFuture(null);
                },
                failure -> {
                    acknowledged.completeExceptionally(failure);
                    return CompletableFuture.completedFuture(null);
                }));
        return acknowledged;
    }

    /** Waits for all, and counts those before the first that failed: what comes after it must be sent again, in order. */
    private static int countAcknowledged(List<CompletableFuture<Void>> acknowledgements) throws InterruptedException {
        int acknowledged = 0;
        boolean failed = false;
        for (CompletableFuture<Void> acknowledgement : acknowledgements) {
            try {
                acknowledgement.get();
                acknowledged += failed ? 0 : 1;
            } catch (ExecutionException e) {
                if (!failed) {
                    LOG.warnf("the broker did not take a message, it will be sent again: %s", rootCause(e));
                }
                failed = true;
            }
        }
        return acknowledged;
    }

    private static String rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }

    private record Row(long id, String ceId, Topic topic, String key, OffsetDateTime time, String json) {}
}
