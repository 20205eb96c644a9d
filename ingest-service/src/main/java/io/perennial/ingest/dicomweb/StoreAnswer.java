package io.perennial.ingest.dicomweb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.problem.ProblemDetails;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The answer to a STOW-RS request (DICOM PS3.18, 10.5.3), built while instances are looked at. 200: all stored; 202: some, or
 * some with a warning; else a problem of which the DICOM JSON is a part: 409, 400 if the body is none, 413 if all were too
 * large, 503 if there was no room for one of them.
 */
final class StoreAnswer {

    static final String MEDIA_TYPE = "application/dicom+json";

    static final String SUMMARY = "Stores instances: multipart/related of application/dicom, or one application/dicom,";
    static final String DESCRIPTION =
            "200: all stored, 202: some, or some with a warning, 409: none; each instance is named, with the reason of its"
                    + " failure. What is stored is on disk and in the database, without the patient's identifiers; sending an"
                    + " instance again changes nothing. 400: the body is not what its Content-Type says. 406: only"
                    + " application/dicom+json is answered. 413: all are too large. 415: another Content-Type. 503 with"
                    + " Retry-After: the disk is nearly full, too many images wait for inspection, or too many requests come"
                    + " at once.";

    private static final String RETRIEVE_URL = "00081190";
    private static final String WARNING_REASON = "00081196";
    private static final String SOP_CLASS = "00081150";
    private static final String SOP_INSTANCE = "00081155";
    private static final String FAILURE_REASON = "00081197";
    private static final String FAILED_SOP_SEQUENCE = "00081198";
    private static final String REFERENCED_SOP_SEQUENCE = "00081199";
    private static final String OTHER_FAILURES_SEQUENCE = "0008119A"; // of what could not be identified

    private static final int LONGEST_WARNING = 1000;

    private final ArrayNode stored = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode failed = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode unidentified = JsonNodeFactory.instance.arrayNode();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final Set<Failure> failures = EnumSet.noneOf(Failure.class);
    private boolean warned;

    void stored(Reference reference, Optional<Warning> warning) {
        ObjectNode item = item(reference);
        item.set(RETRIEVE_URL, empty("UR"));
        warning.ifPresent(what -> {
            item.set(WARNING_REASON, value("US", JsonNodeFactory.instance.numberNode(what.code())));
            warned = true;
        });
        stored.add(item);
    }

    void failed(Optional<Reference> reference, Failure failure, String reason) {
        ObjectNode item = reference.map(StoreAnswer::item).orElseGet(JsonNodeFactory.instance::objectNode);
        item.set(FAILURE_REASON, value("US", JsonNodeFactory.instance.numberNode(failure.code())));
        (reference.isPresent() ? failed : unidentified).add(item);
        failures.add(failure);
        reasons.merge(reason, 1, Integer::sum);
    }

    int instances() {
        return stored.size() + failed.size() + unidentified.size();
    }

    /** @param retryAfter what the sender is asked to wait if there was no room */
    Response response(Duration retryAfter) {
        if (instances() == 0) {
            return ProblemDetails.of(400, "the body holds no instance").response();
        }
        if (stored.isEmpty()) {
            return refusal(retryAfter);
        }
        boolean all = failures.isEmpty() && !warned;
        Response.ResponseBuilder answer = Response.status(all ? Response.Status.OK : Response.Status.ACCEPTED)
                .entity(with(JsonNodeFactory.instance.objectNode()).toString());
        return failures.isEmpty()
                ? answer.build()
                : answer.header("Warning", "299 perennial \"" + quotable(reasons()) + "\"")
                        .build();
    }

    private Response refusal(Duration retryAfter) {
        int status = status();
        ProblemDetails problem = ProblemDetails.of(
                status, "none of the request's " + instances() + " instances was stored: " + reasons());
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("type", problem.type())
                .put("title", problem.title())
                .put("status", problem.status())
                .put("detail", problem.detail());
        Response.ResponseBuilder refusal = Response.status(status)
                .type(MediaType.valueOf(ProblemDetails.MEDIA_TYPE))
                .entity(with(body).toString());
        return status == 503
                ? refusal.header(HttpHeaders.RETRY_AFTER, retryAfter.toSeconds())
                        .build()
                : refusal.build();
    }

    private int status() {
        if (failures.contains(Failure.OUT_OF_RESOURCES)) {
            return 503;
        }
        if (failures.equals(EnumSet.of(Failure.TOO_LARGE))) {
            return 413;
        }
        return failures.equals(EnumSet.of(Failure.BROKEN_BODY)) ? 400 : 409;
    }

    private String reasons() {
        return reasons.entrySet().stream()
                .map(reason -> reason.getKey() + " (" + reason.getValue() + ")")
                .collect(Collectors.joining("; "));
    }

    /** What may stand in a header between quotes. */
    private static String quotable(String text) {
        String quotable =
                text.replaceAll("[^\\x20-\\x7e]", "-").replace('"', '\'').replace('\\', '/');
        return quotable.substring(0, Math.min(quotable.length(), LONGEST_WARNING));
    }

    private ObjectNode with(ObjectNode body) {
        body.set(RETRIEVE_URL, empty("UR")); // what is stored here can be retrieved nowhere, and is another object
        sequence(body, FAILED_SOP_SEQUENCE, failed);
        sequence(body, REFERENCED_SOP_SEQUENCE, stored);
        sequence(body, OTHER_FAILURES_SEQUENCE, unidentified);
        return body;
    }

    private static void sequence(ObjectNode body, String tag, ArrayNode items) {
        if (!items.isEmpty()) {
            body.putObject(tag).put("vr", "SQ").set("Value", items);
        }
    }

    private static ObjectNode item(Reference reference) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        item.set(SOP_CLASS, value("UI", JsonNodeFactory.instance.textNode(reference.sopClass())));
        item.set(SOP_INSTANCE, value("UI", JsonNodeFactory.instance.textNode(reference.sopInstance())));
        return item;
    }

    private static ObjectNode empty(String vr) {
        return JsonNodeFactory.instance.objectNode().put("vr", vr);
    }

    private static ObjectNode value(String vr, JsonNode value) {
        ObjectNode element = empty(vr);
        element.putArray("Value").add(value);
        return element;
    }
}
