package io.perennial.messaging;

import io.perennial.event.CloudEvent;
import io.perennial.event.Event;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Facts to be told: written in the caller's transaction, sent after it has committed. If the transaction rolls back,
 * nothing was told.
 */
@ApplicationScoped
public class Outbox {

    private final DataSource database;
    private final TransactionSynchronizationRegistry transactions;
    private final OutboxRelay relay;
    private final URI source;

    Outbox(
            DataSource database,
            TransactionSynchronizationRegistry transactions,
            OutboxRelay relay,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.database = database;
        this.transactions = transactions;
        this.relay = relay;
        this.source = URI.create("/perennial/" + service);
    }

    /** Tells one fact. @throws jakarta.transaction.TransactionalException without a transaction */
    @Transactional(Transactional.TxType.MANDATORY)
    public void tell(Event event) {
        write(List.of(event));
    }

    /** Tells many facts in the given order, with one statement. @throws jakarta.transaction.TransactionalException without a transaction */
    @Transactional(Transactional.TxType.MANDATORY)
    public void tell(Collection<? extends Event> events) {
        if (!events.isEmpty()) {
            write(events);
        }
    }

    private void write(Collection<? extends Event> events) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into outbox (ce_id, topic, key, time, json) values (?, ?, ?, ?, ?)")) {
            for (Event event : events) {
                CloudEvent envelope = CloudEvent.of(event, source);
                insert.setObject(1, UUID.fromString(envelope.id()));
                insert.setString(2, envelope.topic().name());
                insert.setString(3, envelope.key());
                insert.setObject(4, envelope.time().atOffset(ZoneOffset.UTC));
                insert.setString(5, envelope.json());
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("the outbox could not be written", e);
        }
        transactions.registerInterposedSynchronization(new WakeOnCommit(relay));
    }

    private record WakeOnCommit(OutboxRelay relay) implements Synchronization {
        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                relay.wake();
            }
        }
    }
}
