package io.perennial.ingest.exam;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Refuses to start on a database whose pseudonyms were made with another key: known patients would come again as new
 * ones, and could fall into another split.
 */
@ApplicationScoped
class PseudonymKeyCheck {

    private final DataSource database;
    private final Pseudonyms pseudonyms;

    PseudonymKeyCheck(DataSource database, Pseudonyms pseudonyms) {
        this.database = database;
        this.pseudonyms = pseudonyms;
    }

    void onStart(@Observes StartupEvent event) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into pseudonym_key (fingerprint) values (?) on conflict do nothing");
                PreparedStatement select = connection.prepareStatement("select fingerprint from pseudonym_key")) {
            insert.setString(1, pseudonyms.fingerprint());
            insert.executeUpdate();
            try (ResultSet result = select.executeQuery()) {
                if (!result.next() || !result.getString(1).equals(pseudonyms.fingerprint())) {
                    throw new IllegalStateException("ingest.pseudonym-key is not the key this database was filled with;"
                            + " give the old key back, or start with an empty database");
                }
            }
        }
    }
}
