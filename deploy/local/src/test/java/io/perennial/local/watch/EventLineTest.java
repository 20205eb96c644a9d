package io.perennial.local.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Json;
import io.perennial.event.DriftSuspected;
import io.perennial.event.ExamLabelled;
import io.perennial.event.ShadowCompared;
import io.perennial.event.Topic;
import io.perennial.event.TrainingProgressed;
import io.perennial.mammography.Density;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    void tellsHowAShadowReads() {
        Digest serving = Digest.of(new byte[] {1});
        Digest shadow = Digest.of(new byte[] {2});
        String json = Json.text(new ShadowCompared(
                "replica-1",
                "breast-density",
                serving,
                shadow,
                200,
                OptionalDouble.of(0.935),
                OptionalDouble.of(0.9124),
                List.of(),
                0,
                0,
                true,
                Instant.EPOCH,
                Instant.EPOCH));

        assertThat(EventLine.words(record(Topic.SHADOW_COMPARED.topicName(), json)))
                .endsWith("replica-1: " + shadow.abbreviated() + " beside " + serving.abbreviated()
                        + " on 200 exams, same category 93.5 %, κ 0.912; ended");
    }

    @Test
    void tellsWhatHasDrifted() {
        String json = Json.text(new DriftSuspected(
                "replica-1",
                "breast-density",
                "hospital-n",
                Digest.of(new byte[] {1}),
                DriftSuspected.Measure.LAYERS,
                0.12,
                0.05,
                Optional.of("layer3.0.bn2"),
                200,
                Map.of(),
                Map.of(),
                Instant.EPOCH,
                Instant.EPOCH));

        assertThat(EventLine.words(record(Topic.DRIFT_SUSPECTED.topicName(), json)))
                .endsWith(
                        "hospital-n: layers of 200 exams differ by 0.120, from 0.050 on suspicious, most in layer3.0.bn2");
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
