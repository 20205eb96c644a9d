package io.perennial.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.perennial.event.ExamLabelled;
import io.perennial.event.Topic;
import io.perennial.mammography.Density;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import io.smallrye.reactive.messaging.memory.InMemorySink;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class OutboxTest {

    @Inject
    Outbox outbox;

    @Inject
    DataSource database;

    @Inject
    @Any
    InMemoryConnector connector;

    private InMemorySink<String> sent;

    @BeforeEach
    void forgetsWhatWasSent() {
        sent = connector.sink("outbox");
        sent.clear();
    }

    @Test
    void sendsWhatACommittedTransactionToldInOrderAndForgetsIt() {
        List<ExamLabelled> facts =
                IntStream.range(0, 1200).mapToObj(OutboxTest::labelled).toList();

        QuarkusTransaction.requiringNew().run(() -> outbox.tell(facts));

        await().atMost(Duration.ofSeconds(20)).until(() -> sent.received().size() == 1200);
        assertThat(sent.received().stream().map(Message::getPayload))
                .extracting(json -> json.replaceAll(".*\"exam\":\"(\\d+)\".*", "$1"))
                .containsExactlyElementsOf(
                        IntStream.range(0, 1200).mapToObj(Integer::toString).toList());
        OutgoingKafkaRecordMetadata<?> metadata = sent.received()
                .get(0)
                .getMetadata(OutgoingKafkaRecordMetadata.class)
                .orElseThrow();
        assertThat(metadata.getTopic()).isEqualTo(Topic.EXAM_LABELLED.topicName());
        assertThat(metadata.getKey()).isEqualTo("north");
        assertThat(metadata.getHeaders().lastHeader("ce_source").value())
                .asString()
                .isEqualTo("/perennial/test-service");
        await().atMost(Duration.ofSeconds(5)).until(() -> rows() == 0);
    }

    @Test
    void sendsNothingOfATransactionThatRolledBack() {
        QuarkusTransaction.begin();
        outbox.tell(labelled(1));
        QuarkusTransaction.rollback();
        QuarkusTransaction.requiringNew().run(() -> outbox.tell(labelled(2)));

        await().atMost(Duration.ofSeconds(10)).until(() -> !sent.received().isEmpty());
        assertThat(sent.received())
                .singleElement()
                .satisfies(message -> assertThat(message.getPayload()).contains("\"exam\":\"2\""));
    }

    @Test
    void refusesToTellOutsideOfATransaction() {
        assertThatThrownBy(() -> outbox.tell(labelled(1))).hasMessageContaining("ARJUNA016110");
    }

    private static ExamLabelled labelled(int exam) {
        return new ExamLabelled("north", Integer.toString(exam), Density.B, "r1", Instant.EPOCH);
    }

    private int rows() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from outbox")) {
            result.next();
            return result.getInt(1);
        }
    }
}
