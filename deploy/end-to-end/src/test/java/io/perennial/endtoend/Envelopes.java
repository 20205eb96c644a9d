package io.perennial.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Json;
import io.perennial.event.CloudEvent;
import io.perennial.event.Topic;
import java.io.IOException;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Whether what lies on the topics is what anybody may expect: CloudEvents 1.0 in binary mode with a JSON payload. */
final class Envelopes {

    private Envelopes() {}

    static void assertValid(Topic topic, List<ConsumerRecord<String, String>> records) {
        assertThat(records).as("records of " + topic).isNotEmpty();
        Set<String> ids = new HashSet<>();
        for (ConsumerRecord<String, String> record : records) {
            assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
            assertThat(header(record, "ce_type")).isEqualTo(topic.eventType());
            assertThat(URI.create(header(record, "ce_source")).getPath()).startsWith("/perennial/");
            assertThat(header(record, "ce_id")).isNotBlank();
            assertThat(header(record, "content-type")).isEqualTo("application/json");
            assertThat(header(record, "ce_subject")).isEqualTo(record.key());
            assertThatCode(() -> OffsetDateTime.parse(header(record, "ce_time")))
                    .doesNotThrowAnyException();
            assertThat(json(record).isObject()).as(record.value()).isTrue();
            assertThatCode(() -> CloudEvent.read(record.value(), topic.type())).doesNotThrowAnyException();
            ids.add(header(record, "ce_id"));
        }
        assertThat(ids).as("different ids on " + topic).hasSameSizeAs(records);
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return Facts.header(record, name)
                .orElseThrow(() -> new AssertionError("no header " + name + " in a record of " + record.topic()));
    }

    private static JsonNode json(ConsumerRecord<?, String> record) {
        try {
            return Json.MAPPER.readTree(record.value());
        } catch (IOException e) {
            throw new AssertionError("no JSON on " + record.topic(), e);
        }
    }
}
