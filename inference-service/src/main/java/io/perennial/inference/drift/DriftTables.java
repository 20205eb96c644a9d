package io.perennial.inference.drift;

import io.perennial.artifact.Digest;
import io.perennial.event.DriftSuspected;
import io.perennial.mammography.Density;
import io.perennial.messaging.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** The memory in PostgreSQL; a suspicion and the event that tells of it are one transaction. */
@ApplicationScoped
class DriftTables implements DriftMemory {

    private final DataSource database;
    private final Outbox outbox;

    DriftTables(DataSource database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** A suspicion that stands. */
    record Episode(String domain, DriftSuspected.Measure measure) {}

    @Override
    public Map<Density, Integer> reference(String domain, Digest model, Map<Density, Integer> counts) {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement insert = connection.prepareStatement("""
                            insert into drift_reference (domain, model, a, b, c, d) values (?, ?, ?, ?, ?, ?)
                            on conflict (domain, model) do nothing""");
                    PreparedStatement select = connection.prepareStatement(
                            "select a, b, c, d from drift_reference where domain = ? and model = ?")) {
                insert.setString(1, domain);
                insert.setString(2, model.toString());
                for (Density density : Density.values()) {
                    insert.setInt(3 + density.rank(), counts.getOrDefault(density, 0));
                }
                insert.executeUpdate();
                select.setString(1, domain);
                select.setString(2, model.toString());
                try (ResultSet row = select.executeQuery()) {
                    row.next(); // inserted above, if by nobody else
                    return counts(row);
                }
            }
        });
    }

    private static Map<Density, Integer> counts(ResultSet row) throws SQLException {
        Map<Density, Integer> counts = new EnumMap<>(Density.class);
        for (Density density : Density.values()) {
            counts.put(density, row.getInt(1 + density.rank()));
        }
        return counts;
    }

    @Override
    public boolean begin(DriftSuspected suspicion) {
        return QuarkusTransaction.requiringNew().call(() -> {
            boolean news = update(
                    "insert into drift_episode (domain, measure) values (?, ?) on conflict (domain, measure) do nothing",
                    suspicion.domain(),
                    suspicion.measure());
            if (news) {
                outbox.tell(suspicion);
            }
            return news;
        });
    }

    @Override
    public boolean end(String domain, DriftSuspected.Measure measure) {
        return QuarkusTransaction.requiringNew()
                .call(() -> update("delete from drift_episode where domain = ? and measure = ?", domain, measure));
    }

    /** The suspicions that stand, and since when. */
    Map<Episode, Instant> episodes() {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement select =
                            connection.prepareStatement("select domain, measure, since from drift_episode");
                    ResultSet row = select.executeQuery()) {
                Map<Episode, Instant> episodes = new HashMap<>();
                while (row.next()) {
                    episodes.put(
                            new Episode(row.getString(1), DriftSuspected.Measure.valueOf(row.getString(2))),
                            row.getObject(3, OffsetDateTime.class).toInstant());
                }
                return episodes;
            }
        });
    }

    private boolean update(String statement, String domain, DriftSuspected.Measure measure) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement change = connection.prepareStatement(statement)) {
            change.setString(1, domain);
            change.setString(2, measure.name());
            return change.executeUpdate() == 1;
        }
    }
}
