package io.perennial.ingest;

import static io.perennial.ingest.Simulated.MULTIPART;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.perennial.artifact.ArtifactStore;
import io.perennial.event.CloudEvent;
import io.perennial.event.Event;
import io.perennial.event.Topic;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;

/** A domain for each test, and what a hospital and an onlooker can do with it. */
public abstract class OneDomain {

    protected static final String FAILED = "'00081198'.Value";
    protected static final String STORED = "'00081199'.Value";
    protected static final String UNIDENTIFIED = "'0008119A'.Value";
    protected static final String REASONS = ".'00081197'.Value.flatten()";
    protected static final String REASON = ".'00081197'.Value[0]";

    @Inject
    @Any
    InMemoryConnector connector;

    @Inject
    protected ArtifactStore artifacts;

    @Inject
    protected DataSource database;

    protected String domain;

    @BeforeEach
    void aDomainOfItsOwn() {
        domain = "d-" + UUID.randomUUID();
        define(domain, "TARGET", 1000, "").statusCode(201);
    }

    protected ValidatableResponse define(String id, String role, int newExams, String more) {
        return given().contentType(ContentType.JSON)
                .body("{\"role\":\"%s\",\"name\":\"A hospital\",\"trigger\":{\"newExams\":%d}%s}"
                        .formatted(role, newExams, more))
                .put("/domains/{d}", id)
                .then();
    }

    protected ValidatableResponse store(byte[] body) {
        return given().contentType(MULTIPART)
                .body(body)
                .post("/domains/{d}/dicomweb/studies", domain)
                .then();
    }

    protected ValidatableResponse label(String csv) {
        return given().contentType("text/csv")
                .body(csv)
                .post("/domains/{d}/labels", domain)
                .then();
    }

    protected ValidatableResponse status() {
        return given().get("/domains/{d}", domain).then().statusCode(200);
    }

    protected void askForACohort(int expected) {
        given().post("/domains/{d}/cohorts", domain).then().statusCode(expected);
    }

    protected boolean nothingAsked() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select freezes_asked = freezes_done from domain where id = ?")) {
            select.setString(1, domain);
            try (ResultSet result = select.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    /** Labels of the first exams, A to D in turns. */
    protected static String csv(int exams) {
        StringBuilder csv = new StringBuilder("study_instance_uid,density,reader\n");
        for (int exam = 0; exam < exams; exam++) {
            csv.append(study(exam)).append(',').append("ABCD".charAt(exam % 4)).append(",reader-1\n");
        }
        return csv.toString();
    }

    protected static String study(int exam) {
        return "1.2.3." + exam;
    }

    protected <E extends Event> E awaitFact(Class<E> type) {
        await().atMost(Duration.ofSeconds(20)).until(() -> !facts(type).isEmpty());
        return facts(type).get(0);
    }

    protected <E extends Event> void awaitNoMoreThan(int count, Class<E> type) {
        await().atMost(Duration.ofSeconds(10)).until(() -> facts(type).size() >= count);
        await().during(Duration.ofMillis(1500))
                .atMost(Duration.ofSeconds(5))
                .until(() -> facts(type).size() == count);
    }

    /** What was told of this test's domain. */
    protected <E extends Event> List<E> facts(Class<E> type) {
        Topic topic = Arrays.stream(Topic.values())
                .filter(candidate -> candidate.type() == type)
                .findFirst()
                .orElseThrow();
        return connector.<String>sink("outbox").received().stream()
                .filter(message -> message.getMetadata(OutgoingKafkaRecordMetadata.class)
                        .filter(metadata ->
                                metadata.getTopic().equals(topic.topicName()) && domain.equals(metadata.getKey()))
                        .isPresent())
                .map(message -> {
                    try {
                        return CloudEvent.read(message.getPayload(), type);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    /** Waits until all that was received of this test's domain has been looked at. */
    protected void awaitInspection() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> rows("select count(*) from mammogram where domain = ? and not inspected", domain)
                        .equals(List.of("0")));
    }

    /** The first column of what a query gives, as text. */
    protected List<String> rows(String sql, Object... parameters) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
        }
        return rows;
    }
}
