package io.perennial.ingest.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A database that an earlier version of this service filled. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MigrationTest {

    private static final String KEY = "ab".repeat(32);

    @TempDir
    Path directory;

    @Inject
    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @Inject
    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @Inject
    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    private final String schema = "old_" + UUID.randomUUID().toString().replace("-", "");
    private final PGSimpleDataSource database = new PGSimpleDataSource();

    @BeforeEach
    void filledByTheFirstVersion() throws Exception {
        database.setUrl(url);
        database.setUser(user);
        database.setPassword(password);
        database.setCurrentSchema(schema);
        flyway("1").migrate();
        String fingerprint = KeyRing.read(key()).newest();
        execute(
                "insert into pseudonym_key (fingerprint) values ('" + fingerprint + "')",
                "insert into domain (id, role, name, trigger_new_exams, split_ratio)"
                        + " values ('north', 'TARGET', 'North', 10, '7:2:1')",
                "insert into exam (domain, pseudonym, patient) values ('north', 'e1', 'p1'), ('north', 'e2', 'p1')",
                "insert into mammogram (exam, domain, instance, digest, view, manufacturer, model)"
                        + " select id, domain, pseudonym, 'sha256:" + "0".repeat(64)
                        + "', 'LCC', 'Acme', 'One' from exam");
        flyway("latest").migrate();
    }

    @AfterEach
    void leavesNothing() throws SQLException {
        execute("drop schema " + schema + " cascade");
    }

    @Test
    void keepsEachPatientWhereSheFell() throws Exception {
        Pseudonyms pseudonyms = new Pseudonyms(KeyRing.read(key()), new DomainKeys(database)::fingerprint);

        new SplitPoints(database, pseudonyms).onStart(new StartupEvent());

        assertThat(query("select split_point from patient")).containsExactly(pseudonyms.point("north", "p1"));
        assertThat(query("select count(*) from mammogram where inspected and not deidentified"))
                .containsExactly(2L);
    }

    @Test
    void asksForTheKeyItWasFilledUnder() throws Exception {
        DomainKeys keys = new DomainKeys(database);
        Pseudonyms right = new Pseudonyms(KeyRing.read(key()), keys::fingerprint);
        Path other = Files.writeString(directory.resolve("other"), "cd".repeat(32));
        Pseudonyms wrong = new Pseudonyms(KeyRing.read(other), keys::fingerprint);

        new PseudonymKeyCheck(keys, right).onStart(new StartupEvent());

        PseudonymKeyCheck check = new PseudonymKeyCheck(keys, wrong);
        assertThatThrownBy(() -> check.onStart(new StartupEvent())).hasMessageContaining("give it back");
    }

    private Path key() throws Exception {
        return Files.writeString(directory.resolve("key"), KEY);
    }

    private Flyway flyway(String version) {
        return Flyway.configure()
                .dataSource(database)
                .schemas(schema)
                .locations("db/messaging", "db/migration")
                .target(version)
                .load();
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private List<Object> query(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            List<Object> values = new java.util.ArrayList<>();
            while (result.next()) {
                values.add(result.getObject(1));
            }
            return values;
        }
    }
}
