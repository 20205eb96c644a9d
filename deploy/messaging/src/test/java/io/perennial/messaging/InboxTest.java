package io.perennial.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.event.CloudEvent;
import io.perennial.event.ExamLabelled;
import io.perennial.event.Topic;
import io.perennial.mammography.Density;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class InboxTest {

    private final List<ExamLabelled> heard = new ArrayList<>();

    @Inject
    Inbox inbox;

    @Test
    void hearsARepeatedFactOnce() {
        ConsumerRecord<String, String> record = record();

        inbox.hear(record, ExamLabelled.class, heard::add);
        inbox.hear(record, ExamLabelled.class, heard::add);

        assertThat(heard).containsExactly(new ExamLabelled("north", "e1", Density.B, "r1", Instant.EPOCH));
    }

    @Test
    void triesAgainUntilAFactIsTakenIn() {
        List<Integer> attempts = new ArrayList<>();

        inbox.hear(record(), ExamLabelled.class, fact -> {
            attempts.add(attempts.size());
            if (attempts.size() < 3) {
                throw new IllegalStateException("the database is away");
            }
            heard.add(fact);
        });

        assertThat(attempts).hasSize(3);
        assertThat(heard).hasSize(1);
    }

    @Test
    void callsAMessageUnreadableWithoutQuotingIt() {
        ConsumerRecord<String, String> damaged = with("{\"domain\":\"north\",\"density\":\"secret\"}", record());

        assertThatThrownBy(() -> inbox.hear(damaged, ExamLabelled.class, heard::add))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining("ExamLabelled")
                .hasMessageContaining("density")
                .hasMessageNotContaining("secret");
        assertThat(heard).isEmpty();
    }

    @Test
    void callsAMessageWithoutHeadersUnreadable() {
        ConsumerRecord<String, String> bare =
                new ConsumerRecord<>(Topic.EXAM_LABELLED.topicName(), 0, 0, "north", record().value());

        assertThatThrownBy(() -> inbox.hear(bare, ExamLabelled.class, heard::add))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining("ce_id");
    }

    @Test
    void callsJsonNullAndNoPayloadUnreadable() {
        for (String payload : new String[] {"null", null}) {
            assertThatThrownBy(() -> inbox.hear(with(payload, record()), ExamLabelled.class, heard::add))
                    .isInstanceOf(UnreadableEventException.class);
        }
    }

    private static ConsumerRecord<String, String> record() {
        CloudEvent envelope = CloudEvent.of(
                new ExamLabelled("north", "e1", Density.B, "r1", Instant.EPOCH), URI.create("/perennial/test"));
        ConsumerRecord<String, String> record =
                new ConsumerRecord<>(Topic.EXAM_LABELLED.topicName(), 0, 0, envelope.key(), envelope.json());
        envelope.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private static ConsumerRecord<String, String> with(String payload, ConsumerRecord<String, String> original) {
        ConsumerRecord<String, String> record = new ConsumerRecord<>(original.topic(), 0, 0, original.key(), payload);
        original.headers().forEach(record.headers()::add);
        return record;
    }
}
