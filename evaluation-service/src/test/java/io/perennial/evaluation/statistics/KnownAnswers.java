package io.perennial.evaluation.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What scikit-learn, SciPy and NumPy said, as {@code record.py} beside the resource recorded it. */
final class KnownAnswers {

    private static final JsonNode ALL = read();

    private KnownAnswers() {}

    /** The cases of one kind; every kind has some. */
    static Stream<JsonNode> of(String kind) {
        JsonNode cases = ALL.path(kind);
        if (cases.isEmpty()) {
            throw new IllegalStateException("nothing is recorded of " + kind);
        }
        return StreamSupport.stream(cases.spliterator(), false);
    }

    static OptionalDouble number(JsonNode node) {
        return node.isNull() ? OptionalDouble.empty() : OptionalDouble.of(node.asDouble());
    }

    static int[] integers(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    static double[] numbers(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static JsonNode read() {
        try (InputStream recorded =
                Objects.requireNonNull(KnownAnswers.class.getResourceAsStream("known-answers.json"))) {
            return Json.MAPPER.readTree(recorded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
