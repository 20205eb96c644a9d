package io.perennial.inference.audit;

import io.perennial.artifact.Digest;
import io.perennial.mammography.Density;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The record of readings in PostgreSQL. */
@ApplicationScoped
class RecordTable implements RecordWriter {

    private static final int WRITING_SECONDS = 10;

    /** A record and its number; numbers grow, and may leave gaps. */
    record Numbered(long number, ReadingRecord reading) {}

    private final DataSource database;

    RecordTable(DataSource database) {
        this.database = database;
    }

    @Override
    public void write(List<ReadingRecord> records) {
        QuarkusTransaction.requiringNew().timeout(WRITING_SECONDS).call(() -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement insert = connection.prepareStatement("""
                            insert into reading_record (read_at, who, model, version, density, images)
                            values (?, ?, ?, ?, ?, ?)""")) {
                for (ReadingRecord record : records) {
                    insert.setObject(1, record.at().atOffset(ZoneOffset.UTC));
                    insert.setString(2, record.who());
                    insert.setString(3, record.model().toString());
                    insert.setLong(4, record.version());
                    insert.setString(5, record.density().name());
                    insert.setArray(6, array(connection, record.images()));
                    insert.addBatch();
                }
                return insert.executeBatch().length;
            }
        });
    }

    /** The records from a number on, of one image or of all, at most so many. */
    List<Numbered> find(long from, int limit, Optional<Digest> image) {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement select = connection.prepareStatement("""
                            select number, read_at, who, model, version, density, images from reading_record
                            where number >= ? and images @> ? order by number limit ?""")) {
                select.setLong(1, from);
                select.setArray(2, array(connection, image.map(List::of).orElse(List.of())));
                select.setInt(3, limit);
                List<Numbered> found = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(row(rows));
                    }
                }
                return found;
            }
        });
    }

    /** Deletes what was read before. @return how many records went */
    int forget(Instant before) {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement delete =
                            connection.prepareStatement("delete from reading_record where read_at < ?")) {
                delete.setObject(1, before.atOffset(ZoneOffset.UTC));
                return delete.executeUpdate();
            }
        });
    }

    private static Numbered row(ResultSet row) throws SQLException {
        return new Numbered(
                row.getLong("number"),
                new ReadingRecord(
                        row.getObject("read_at", OffsetDateTime.class).toInstant(),
                        row.getString("who"),
                        Digest.parse(row.getString("model")),
                        row.getLong("version"),
                        Density.valueOf(row.getString("density")),
                        Arrays.stream((String[]) row.getArray("images").getArray())
                                .map(Digest::parse)
                                .toList()));
    }

    private static Array array(Connection connection, List<Digest> digests) throws SQLException {
        return connection.createArrayOf(
                "text", digests.stream().map(Digest::toString).toArray());
    }
}
