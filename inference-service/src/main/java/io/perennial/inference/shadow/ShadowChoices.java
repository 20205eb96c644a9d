package io.perennial.inference.shadow;

import io.perennial.artifact.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;

/** Which model reads along, for all replicas of the service; outlives them. */
@ApplicationScoped
class ShadowChoices {

    private static final String CHOOSE = """
            insert into shadow (lineage, model, chosen_by, chosen_at) values (?, ?, ?, ?)
            on conflict (lineage) do update
                set model = excluded.model, chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at""";

    private final DataSource database;

    ShadowChoices(DataSource database) {
        this.database = database;
    }

    /**
     * What was chosen.
     *
     * @param model absent: no model shall read along
     */
    record Choice(Optional<Digest> model, String by, Instant at) {}

    /** The choice that holds. */
    @Transactional
    Optional<Choice> find(String lineage) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select model, chosen_by, chosen_at from shadow where lineage = ?")) {
            select.setString(1, lineage);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Choice(
                                Optional.ofNullable(row.getString(1)).map(Digest::parse),
                                row.getString(2),
                                row.getObject(3, OffsetDateTime.class).toInstant()))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the choice of the shadow could not be read", e);
        }
    }

    /** A person's choice, which holds from now on. */
    @Transactional
    void choose(String lineage, Choice choice) {
        write(CHOOSE, lineage, choice);
    }

    /** A choice that holds unless a later one was made before it was heard. */
    @Transactional
    void chooseUnlessOutdated(String lineage, Choice choice) {
        write(CHOOSE + " where shadow.chosen_at < excluded.chosen_at", lineage, choice);
    }

    private void write(String statement, String lineage, Choice choice) {
        try (Connection connection = database.getConnection();
                PreparedStatement upsert = connection.prepareStatement(statement)) {
            upsert.setString(1, lineage);
            upsert.setString(2, choice.model().map(Digest::toString).orElse(null));
            upsert.setString(3, choice.by());
            upsert.setObject(4, choice.at().atOffset(ZoneOffset.UTC));
            upsert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the choice of the shadow could not be written", e);
        }
    }
}
