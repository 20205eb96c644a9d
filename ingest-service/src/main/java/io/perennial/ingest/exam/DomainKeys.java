package io.perennial.ingest.exam;

import io.perennial.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** Which key each domain's pseudonyms are made with. It never changes, so it is asked for once. */
@ApplicationScoped
class DomainKeys {

    private final DataSource database;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    DomainKeys(DataSource database) {
        this.database = database;
    }

    /** The fingerprint of a domain's key. @throws ProblemException 404 if there is no such domain */
    String fingerprint(String domain) {
        return known.computeIfAbsent(domain, this::select);
    }

    private String select(String domain) {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select pseudonym_key from domain where id = ?")) {
            select.setString(1, domain);
            try (ResultSet result = select.executeQuery()) {
                if (result.next()) {
                    return result.getString(1);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the domain's key could not be looked up", e);
        }
        throw new ProblemException(404, "there is no such domain; PUT /domains/{id} makes one");
    }

    /** The fingerprints of all domains' keys. */
    Set<String> all() throws SQLException {
        Set<String> fingerprints = new HashSet<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select distinct pseudonym_key from domain");
                ResultSet result = select.executeQuery()) {
            while (result.next()) {
                fingerprints.add(result.getString(1));
            }
        }
        return fingerprints;
    }
}
