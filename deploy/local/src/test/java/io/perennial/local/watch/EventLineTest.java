package io.perennial.local.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Json;
import io.perennial.event.ExamLabelled;
import io.perennial.event.Topic;
import io.perennial.event.TrainingProgressed;
import io.perennial.mammography.Density;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class EventLineTest {

    @Test
    void tellsALabelInOneLine() {
        String json = Json.text(
                new ExamLabelled("original", "0123456789abcdef0123456789abcdef", Density.C, "reader", Instant.EPOCH));

        assertThat(EventLine.words(record(Topic.EXAM_LABELLED.topicName(), json)))
                .matches("[0-9:.]{12}  exam-labelled        original: exam 01234567 has density C");
    }

    @Test
    void tellsHowFarTrainingIs() {
        String json = Json.text(new TrainingProgressed(
                "e1",
                "hospital-t",
                "CANDIDATE",
                Optional.of("ALL, λ = 0"),
                3,
                8,
                OptionalDouble.of(0.5),
                OptionalDouble.of(0.6),
                OptionalDouble.of(0.7251),
                0.25,
                65,
                Instant.EPOCH));

        assertThat(EventLine.words(record(Topic.TRAINING_PROGRESSED.topicName(), json)))
                .endsWith("hospital-t: ALL, λ = 0, epoch 3 of 8, validation κ 0.725, 25 % done, 1 min 5 s left");
    }

    @Test
    void saysWhyAMessageIsADeadLetter() {
        ConsumerRecord<String, String> record = record(Topic.COHORT_PUBLISHED.deadLetterName(), "{not json");
        record.headers().add("dead-letter-reason", "not a valid CohortPublished".getBytes(StandardCharsets.UTF_8));

        assertThat(EventLine.words(record))
                .endsWith("cohort-published.v1.dead-letter  9 characters that could not be understood:"
                        + " not a valid CohortPublished");
    }

    @Test
    void givesTheWholeRecordAsJson() throws Exception {
        ConsumerRecord<String, String> record = record(Topic.EXAM_LABELLED.topicName(), "{\"density\":\"C\"}");
        record.headers().add("ce_specversion", "1.0".getBytes(StandardCharsets.UTF_8));

        JsonNode line = Json.MAPPER.readTree(EventLine.json(record));

        assertThat(line.at("/headers/ce_specversion").asText()).isEqualTo("1.0");
        assertThat(line.at("/payload/density").asText()).isEqualTo("C");
        assertThat(line.at("/key").asText()).isEqualTo("original");
    }

    private static ConsumerRecord<String, String> record(String topic, String value) {
        return new ConsumerRecord<>(topic, 0, 0, "original", value);
    }
}
