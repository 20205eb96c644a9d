package io.perennial.inference.reading.retrieve;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.perennial.artifact.Json;
import io.perennial.inference.reading.LimitedBody;
import io.perennial.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of an exam. Prints as nothing: it holds a patient's study.
 *
 * @param server which archive; may be left out where there is one
 * @param series all of the study's where it is empty
 * @param instances all mammograms for presentation in the standard views where there is none
 */
record ExamReference(Optional<String> server, String study, Optional<String> series, List<String> instances) {

    private static final long MOST_BYTES = 64 << 10;
    private static final Set<String> FIELDS = Set.of("server", "study", "series", "instances");
    private static final Pattern UID = Pattern.compile("[0-9]+(\\.[0-9]+)*");
    private static final int LONGEST_UID = 64; // PS3.5, 9.1
    private static final ObjectReader STRICT = Json.MAPPER.reader().with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    /** Reads a body. @throws ProblemException 400 if it is no such name */
    static ExamReference read(InputStream body) {
        JsonNode json;
        try {
            json = STRICT.readTree(new LimitedBody(body, MOST_BYTES));
        } catch (IOException e) {
            throw refused("the body is no JSON, or more than " + MOST_BYTES + " bytes");
        }
        if (json == null || !json.isObject()) {
            throw refused("the body is no JSON object");
        }
        json.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw refused("an exam is named by study and, if need be, server, series and instances");
            }
        });
        if (!json.has("study")) {
            throw refused("the JSON field \"study\" is missing");
        }
        return new ExamReference(
                json.hasNonNull("server") ? Optional.of(json.get("server").asText()) : Optional.empty(),
                uid(json.get("study"), "study"),
                json.hasNonNull("series") ? Optional.of(uid(json.get("series"), "series")) : Optional.empty(),
                instances(json.path("instances")));
    }

    private static List<String> instances(JsonNode json) {
        if (!json.isMissingNode() && !json.isArray()) {
            throw refused("the JSON field \"instances\" is no list");
        }
        List<String> uids = new ArrayList<>();
        json.forEach(instance -> uids.add(uid(instance, "instances")));
        return List.copyOf(uids);
    }

    /** A UID becomes part of an address: nothing but digits and dots gets there. */
    private static String uid(JsonNode json, String field) {
        if (!json.isTextual()
                || json.textValue().length() > LONGEST_UID
                || !UID.matcher(json.textValue()).matches()) {
            throw refused("the JSON field \"" + field + "\" holds something that is no UID");
        }
        return json.textValue();
    }

    private static ProblemException refused(String why) {
        return new ProblemException(400, why);
    }

    @Override
    public String toString() {
        return "an exam's name";
    }
}
