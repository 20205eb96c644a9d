package io.perennial.ingest.exam;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Writes down where those patients fall whom an earlier version of this service knew: it computed their place whenever it
 * was needed, the same as here. Done before a cohort can be frozen; several replicas write the same.
 */
@ApplicationScoped
class SplitPoints {

    private static final int AT_ONCE = 1000;

    private final DataSource database;
    private final Pseudonyms pseudonyms;

    SplitPoints(DataSource database, Pseudonyms pseudonyms) {
        this.database = database;
        this.pseudonyms = pseudonyms;
    }

    void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE + 1) StartupEvent event) throws SQLException {
        try (Connection connection = database.getConnection()) {
            while (fillIn(connection) == AT_ONCE) {
                // until none is left
            }
        }
    }

    private int fillIn(Connection connection) throws SQLException {
        int filled = 0;
        try (PreparedStatement select = connection.prepareStatement(
                        "select domain, pseudonym from patient where split_point is null limit " + AT_ONCE);
                PreparedStatement update = connection.prepareStatement(
                        "update patient set split_point = ? where domain = ? and pseudonym = ?");
                ResultSet patients = select.executeQuery()) {
            while (patients.next()) {
                String domain = patients.getString(1);
                String patient = patients.getString(2);
                update.setDouble(1, pseudonyms.point(domain, patient));
                update.setString(2, domain);
                update.setString(3, patient);
                update.addBatch();
                filled++;
            }
            update.executeBatch();
        }
        return filled;
    }
}
