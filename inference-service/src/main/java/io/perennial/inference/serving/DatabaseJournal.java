package io.perennial.inference.serving;

import io.micrometer.core.instrument.MeterRegistry;
import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.Json;
import io.perennial.event.CloudEvent;
import io.perennial.event.ModelActivated;
import io.perennial.event.ModelServing;
import io.perennial.inference.activation.ActivationJournal;
import io.perennial.messaging.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.faulttolerance.api.Guard;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** The journal in PostgreSQL; what is told leaves through the outbox. A database that is away is tried again and again. */
@ApplicationScoped
class DatabaseJournal implements ActivationJournal {

    private static final Logger LOG = Logger.getLogger(DatabaseJournal.class);

    private final DataSource database;
    private final Outbox outbox;
    private final MeterRegistry metrics;
    private final Guard forAsLongAsItTakes = Guard.create()
            .withDescription("activation journal")
            .withRetry()
            .maxRetries(-1) // no limit
            .maxDuration(0, ChronoUnit.MILLIS) // no limit
            .delay(200, ChronoUnit.MILLIS)
            .beforeRetry(failure -> LOG.warnf("the activation journal waits for the database: %s", failure))
            .withExponentialBackoff()
            .maxDelay(30, ChronoUnit.SECONDS)
            .done()
            .done()
            .build();

    DatabaseJournal(DataSource database, Outbox outbox, MeterRegistry metrics) {
        this.database = database;
        this.outbox = outbox;
        this.metrics = metrics;
    }

    @Override
    public Optional<ModelServing> newest(String lineage) {
        return inTransaction(() -> find(lineage), new TypeLiteral<>() {});
    }

    @Override
    public Standing remember(ModelServing decision) {
        return inTransaction(
                () -> {
                    if (advance(decision)) {
                        return Standing.NEWEST;
                    }
                    return find(decision.lineage())
                                    .filter(known -> same(known, decision))
                                    .isPresent()
                            ? Standing.REPEATED
                            : Standing.OVERTAKEN;
                },
                new TypeLiteral<>() {});
    }

    @Override
    public void tell(ModelActivated outcome) {
        inTransaction(
                () -> {
                    outbox.tell(outcome);
                    return true;
                },
                new TypeLiteral<>() {});
        String result = outcome.refusal().isPresent() ? "refused" : "swapped";
        metrics.counter("perennial.activations", "outcome", result).increment();
        metrics.timer("perennial.activation", "outcome", result).record(Duration.ofMillis(outcome.milliseconds()));
    }

    /** Whether this decision is newer than the one remembered, which it then replaces. */
    private boolean advance(ModelServing decision) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement upsert = connection.prepareStatement("""
                        insert into decision (lineage, sequence, message) values (?, ?, ?)
                        on conflict (lineage) do update
                            set sequence = excluded.sequence, message = excluded.message, heard_at = now()
                            where decision.sequence < excluded.sequence""")) {
            upsert.setString(1, decision.lineage());
            upsert.setLong(2, decision.sequence());
            upsert.setString(3, Json.text(decision));
            return upsert.executeUpdate() == 1;
        }
    }

    private Optional<ModelServing> find(String lineage) throws SQLException, ArtifactCorruptException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select message from decision where lineage = ?")) {
            select.setString(1, lineage);
            try (ResultSet found = select.executeQuery()) {
                return found.next()
                        ? Optional.of(CloudEvent.read(found.getString(1), ModelServing.class))
                        : Optional.empty();
            }
        }
    }

    /** Whether both say the same, by what the signature covers. */
    private static boolean same(ModelServing known, ModelServing decision) {
        return known.sequence() == decision.sequence()
                && known.model().equals(decision.model())
                && known.plan().equals(decision.plan());
    }

    private <T> T inTransaction(Callable<T> work, TypeLiteral<T> type) {
        return forAsLongAsItTakes.get(() -> QuarkusTransaction.requiringNew().call(work), type);
    }
}
