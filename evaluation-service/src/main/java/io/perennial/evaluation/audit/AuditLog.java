package io.perennial.evaluation.audit;

import io.perennial.artifact.Digest;
import io.perennial.audit.AuditEntry;
import io.perennial.audit.AuditKind;
import io.perennial.evaluation.signing.DecisionSigner;
import io.perennial.event.AuditAnchor;
import io.perennial.event.Signature;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What was done, entry after entry, for ever. An entry is written in the transaction of the act it tells of: there is
 * neither one without the other. Whoever writes holds the log's lock until that transaction ends, so that the entries of
 * all replicas form one chain, in the order in which their acts came to hold.
 *
 * <p>With an empty database a log of its own begins, under a new id. What the topics tell of decisions made before is
 * written into it as taken over, each with its place in the log that is gone: it is not passed off as done here.
 */
@ApplicationScoped
public class AuditLog {

    private static final String COLUMNS =
            "sequence, log, time, kind, subject, body, previous, hash, signature_key, signature_value";

    private final DataSource database;
    private final DecisionSigner signer;
    private final String lineage;

    AuditLog(DataSource database, DecisionSigner signer, @ConfigProperty(name = "perennial.lineage") String lineage) {
        this.database = database;
        this.signer = signer;
        this.lineage = lineage;
    }

    /**
     * Waits until no other transaction writes, and keeps others waiting until this one ends. Whoever takes locks of other
     * tables beside this one takes this one first, or only rows of its own: two decisions would else wait for each other.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void awaitTurn() {
        try (Connection connection = database.getConnection()) {
            lock(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the audit log could not be locked", e);
        }
    }

    /** Writes an act; the answer is its place. @throws jakarta.transaction.TransactionalException without a transaction */
    @Transactional(Transactional.TxType.MANDATORY)
    public AuditAnchor append(Act act) {
        try (Connection connection = database.getConnection()) {
            lock(connection);
            Optional<AuditEntry> last = newest(connection);
            AuditEntry before = last.isPresent() ? last.get() : begin(connection);
            return insert(connection, before.next(Instant.now(), act.kind().name(), act.subject(), act, signer::anchor))
                    .anchor();
        } catch (SQLException e) {
            throw new IllegalStateException("the audit log could not be written", e);
        }
    }

    /** Writes an act, unless the last one of its kind is about the same subject. */
    @Transactional(Transactional.TxType.MANDATORY)
    void appendIfNew(Act act) {
        awaitTurn();
        if (newestSubject(act.kind()).filter(act.subject()::equals).isEmpty()) {
            append(act);
        }
    }

    /** The last entry; empty before the first act. */
    @Transactional
    Optional<AuditEntry> head() {
        try (Connection connection = database.getConnection()) {
            return newest(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the audit log could not be read", e);
        }
    }

    /** At most so many entries, from this sequence number on, in their order. */
    @Transactional
    List<AuditEntry> read(long from, int limit) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select " + COLUMNS + " from audit_entry where sequence >= ? order by sequence limit ?")) {
            select.setLong(1, from);
            select.setInt(2, limit);
            return entries(select);
        } catch (SQLException e) {
            throw new IllegalStateException("the audit log could not be read", e);
        }
    }

    private AuditEntry begin(Connection connection) throws SQLException {
        Act.LogBegun begun = new Act.LogBegun(UUID.randomUUID().toString(), lineage);
        return insert(
                connection,
                AuditEntry.first(
                        begun.log(), Instant.now(), begun.kind().name(), begun.subject(), begun, signer::anchor));
    }

    private Optional<String> newestSubject(AuditKind kind) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select subject from audit_entry where kind = ? order by sequence desc limit 1")) {
            select.setString(1, kind.name());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the audit log could not be read", e);
        }
    }

    private static void lock(Connection connection) throws SQLException {
        try (Statement lock = connection.createStatement()) {
            lock.execute("lock table audit_entry in share row exclusive mode"); // readers go on
        }
    }

    private static Optional<AuditEntry> newest(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select " + COLUMNS + " from audit_entry order by sequence desc limit 1")) {
            return entries(select).stream().findFirst();
        }
    }

    private static List<AuditEntry> entries(PreparedStatement select) throws SQLException {
        List<AuditEntry> entries = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                entries.add(new AuditEntry(
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        Digest.parse(row.getString(7)),
                        new AuditAnchor(
                                row.getString(2),
                                row.getLong(1),
                                Digest.parse(row.getString(8)),
                                new Signature(row.getString(9), row.getString(10)))));
            }
        }
        return entries;
    }

    private static AuditEntry insert(Connection connection, AuditEntry entry) throws SQLException {
        AuditAnchor anchor = entry.anchor();
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into audit_entry (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, anchor.sequence());
            insert.setString(2, anchor.log());
            insert.setObject(3, entry.time().atOffset(ZoneOffset.UTC));
            insert.setString(4, entry.kind());
            insert.setString(5, entry.subject());
            insert.setString(6, entry.body());
            insert.setString(7, entry.previous().toString());
            insert.setString(8, anchor.hash().toString());
            insert.setString(9, anchor.signature().key());
            insert.setString(10, anchor.signature().value());
            insert.executeUpdate();
            return entry;
        }
    }
}
