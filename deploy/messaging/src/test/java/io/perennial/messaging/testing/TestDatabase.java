package io.perennial.messaging.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL for a test run: a container where an engine answers, an embedded server elsewhere. Says which.
 * Use: {@code @QuarkusTestResource(TestDatabase.class)} on one test class; it serves all.
 */
public class TestDatabase implements QuarkusTestResourceLifecycleManager {

    private @Nullable AutoCloseable running;

    @Override
    public Map<String, String> start() {
        return DockerClientFactory.instance().isDockerAvailable() ? container() : embedded();
    }

    private Map<String, String> container() {
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:17");
        running = container;
        container.start();
        return announced(
                "container postgres:17", container.getJdbcUrl(), container.getUsername(), container.getPassword());
    }

    private Map<String, String> embedded() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.start();
            running = server;
            return announced("embedded server", server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException("no PostgreSQL could be started", e);
        }
    }

    @SuppressWarnings("SystemOut") // whoever reads the test's output wants to know, whatever the log level
    private static Map<String, String> announced(String which, String url, String user, String password) {
        System.out.println("PostgreSQL of this test run: " + which);
        return Map.of(
                "quarkus.datasource.jdbc.url", url,
                "quarkus.datasource.username", user,
                "quarkus.datasource.password", password);
    }

    @Override
    public void stop() {
        if (running != null) {
            try {
                running.close();
            } catch (Exception e) {
                throw new IllegalStateException("PostgreSQL could not be stopped", e);
            }
        }
    }
}
