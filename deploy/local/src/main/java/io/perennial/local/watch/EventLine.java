package io.perennial.local.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.Json;
import io.perennial.event.CandidateTrained;
import io.perennial.event.CloudEvent;
import io.perennial.event.CohortPublished;
import io.perennial.event.DriftSuspected;
import io.perennial.event.Event;
import io.perennial.event.ExamLabelled;
import io.perennial.event.ExpansionTrained;
import io.perennial.event.MammogramReceived;
import io.perennial.event.ModelActivated;
import io.perennial.event.ModelServing;
import io.perennial.event.ShadowCompared;
import io.perennial.event.Topic;
import io.perennial.event.TrainingProgressed;
import io.perennial.event.VerdictReached;
import io.perennial.local.terminal.Durations;
import io.perennial.mammography.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** One record of a topic as one line of text. */
public final class EventLine {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private EventLine() {}

    /** The fact a record tells, if its topic is one of ours and its payload can be read. */
    public static Optional<Event> fact(ConsumerRecord<String, String> record) {
        Optional<Topic> topic = Arrays.stream(Topic.values())
                .filter(each -> each.topicName().equals(record.topic()))
                .findFirst();
        if (topic.isEmpty() || record.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(CloudEvent.read(record.value(), topic.get().type()));
        } catch (ArtifactCorruptException e) {
            return Optional.empty();
        }
    }

    /** Time, topic and what happened, for people. */
    public static String words(ConsumerRecord<String, String> record) {
        String time = CLOCK.format(Instant.ofEpochMilli(record.timestamp()));
        String topic = record.topic().replaceFirst("^perennial\\.", "").replaceFirst("\\.v1$", "");
        String told = record.value() == null
                ? "(withdrawn: " + record.key() + ")"
                : fact(record).map(EventLine::words).orElseGet(() -> unread(record));
        return String.format(Locale.ROOT, "%s  %-19s  %s", time, topic, told);
    }

    /** Topic, place, headers and payload as JSON; a payload that is no JSON as text. */
    public static String json(ConsumerRecord<String, String> record) {
        ObjectNode line = Json.MAPPER.createObjectNode();
        line.put("topic", record.topic());
        line.put("partition", record.partition());
        line.put("offset", record.offset());
        line.put("time", Instant.ofEpochMilli(record.timestamp()).toString());
        line.put("key", record.key());
        ObjectNode headers = line.putObject("headers");
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value() == null ? null : text(header.value()));
        }
        try {
            JsonNode payload = record.value() == null ? null : Json.MAPPER.readTree(record.value());
            line.set("payload", payload);
        } catch (IOException e) {
            line.put("payload", record.value());
        }
        return Json.text(line);
    }

    private static String unread(ConsumerRecord<String, String> record) {
        Header reason = record.headers().lastHeader("dead-letter-reason");
        return record.value().length() + " characters that could not be understood"
                + (reason == null || reason.value() == null ? "" : ": " + text(reason.value()));
    }

    private static String text(byte[] header) {
        return new String(header, StandardCharsets.UTF_8);
    }

    private static String words(Event event) {
        // instanceof, not switch: patterns in switch came after Java 17
        if (event instanceof MammogramReceived it) {
            return it.domain() + ": " + it.view().map(Enum::name).orElse("a view of its own") + " of exam "
                    + shortened(it.exam()) + " from " + it.scanner().label()
                    + it.excluded().map(why -> ", in no cohort: " + why).orElse("");
        }
        if (event instanceof ExamLabelled it) {
            return it.domain() + ": exam " + shortened(it.exam()) + " has density " + it.density();
        }
        if (event instanceof CohortPublished it) {
            return it.domain() + " (" + it.role() + "): cohort " + it.cohort().abbreviated() + " of "
                    + exams(it, Split.TRAINING) + " + " + exams(it, Split.VALIDATION) + " + " + exams(it, Split.TEST)
                    + " exams to train, validate, test";
        }
        if (event instanceof TrainingProgressed it) {
            return progress(it);
        }
        if (event instanceof CandidateTrained it) {
            return it.domain() + ": " + (it.control() ? "control " : "candidate ")
                    + it.model().abbreviated() + " (" + it.recipe().summary() + ") after "
                    + Durations.words(seconds(it.seconds()));
        }
        if (event instanceof ExpansionTrained it) {
            return it.domain() + ": "
                    + it.failure()
                            .map(why -> "training failed: " + why)
                            .orElse(it.candidates().size() + " model(s) trained in "
                                    + Durations.words(seconds(it.seconds())));
        }
        if (event instanceof VerdictReached it) {
            return it.domain() + ": " + it.outcome()
                    + it.model().map(model -> " " + model.abbreviated()).orElse("")
                    + (it.reasons().isEmpty() ? "" : ": " + String.join("; ", it.reasons()));
        }
        if (event instanceof ModelServing it) {
            return it.lineage() + ": decision " + it.sequence() + ", model "
                    + it.model().abbreviated() + " must serve";
        }
        if (event instanceof ModelActivated it) {
            return it.replica() + ": "
                    + it.refusal()
                            .map(why -> "refuses " + it.asked().abbreviated() + ": " + why)
                            .orElse("serves " + it.asked().abbreviated() + " after " + it.milliseconds() + " ms");
        }
        if (event instanceof ShadowCompared it) {
            return it.replica() + ": " + it.shadow().abbreviated() + " beside "
                    + it.serving().abbreviated() + " on " + it.exams() + " exams"
                    + share(", same category ", it.agreement())
                    + figure(", κ ", it.kappa()) + (it.ended() ? "; ended" : "");
        }
        if (event instanceof DriftSuspected it) {
            return it.domain() + ": " + it.measure().name().toLowerCase(Locale.ROOT) + " of " + it.exams()
                    + " exams differ by " + number(it.value()) + ", from " + number(it.threshold()) + " on suspicious"
                    + it.layer().map(layer -> ", most in " + layer).orElse("");
        }
        throw new IllegalStateException("a fact of a new kind: " + event.getClass());
    }

    private static String progress(TrainingProgressed it) {
        StringBuilder words = new StringBuilder(it.domain())
                .append(": ")
                .append(it.candidate().orElse(it.stage().toLowerCase(Locale.ROOT)));
        if (it.epochs() > 0) {
            words.append(", epoch ").append(it.epoch()).append(" of ").append(it.epochs());
        }
        it.validationKappa().ifPresent(kappa -> words.append(String.format(Locale.ROOT, ", validation κ %.3f", kappa)));
        words.append(String.format(Locale.ROOT, ", %.0f %% done", 100 * it.shareDone()));
        return words.append(", ")
                .append(Durations.words(seconds(it.secondsLeft())))
                .append(" left")
                .toString();
    }

    private static String share(String words, OptionalDouble share) {
        return share.isEmpty() ? "" : words + String.format(Locale.ROOT, "%.1f %%", 100 * share.getAsDouble());
    }

    private static String figure(String words, OptionalDouble figure) {
        return figure.isEmpty() ? "" : words + number(figure.getAsDouble());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static int exams(CohortPublished cohort, Split split) {
        return cohort.exams().getOrDefault(split, 0);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.max(0, Math.round(seconds * 1000)));
    }

    private static String shortened(String pseudonym) {
        return pseudonym.length() > 8 ? pseudonym.substring(0, 8) : pseudonym;
    }
}
