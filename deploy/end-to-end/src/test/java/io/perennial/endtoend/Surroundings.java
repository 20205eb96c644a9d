package io.perennial.endtoend;

import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Broker and database of a test run: containers where an engine answers, elsewhere the local stack's own.
 *
 * @param words which they are
 * @param properties how the services reach them; none if the stack starts its own
 * @param end stops them
 */
record Surroundings(String words, Map<String, String> properties, Runnable end) implements AutoCloseable {

    private static final String KAFKA = "apache/kafka:4.1.1"; // the version of the stack's own
    private static final String POSTGRES = "postgres:17";

    /** Starts what this machine can run. */
    static Surroundings find() {
        return DockerClientFactory.instance().isDockerAvailable() ? containers() : embedded();
    }

    private static Surroundings containers() {
        KafkaContainer kafka = new KafkaContainer(KAFKA);
        PostgreSQLContainer postgres = new PostgreSQLContainer(POSTGRES);
        Startables.deepStart(kafka, postgres).join();
        return new Surroundings(
                "containers " + KAFKA + " and " + POSTGRES,
                Map.of(
                        "kafka.bootstrap.servers", kafka.getBootstrapServers(),
                        "quarkus.datasource.jdbc.url", postgres.getJdbcUrl(),
                        "quarkus.datasource.username", postgres.getUsername(),
                        "quarkus.datasource.password", postgres.getPassword()),
                () -> {
                    kafka.stop();
                    postgres.stop();
                });
    }

    private static Surroundings embedded() {
        return new Surroundings("Kafka and PostgreSQL as child processes", Map.of(), () -> {});
    }

    @Override
    public void close() {
        end.run();
    }
}
