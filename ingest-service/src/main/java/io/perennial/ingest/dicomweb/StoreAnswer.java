package io.perennial.ingest.dicomweb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.problem.ProblemDetails;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The answer to a STOW-RS request (DICOM PS3.18, 10.5.3), built while instances are looked at. 200: all stored; 202: some;
 * else a problem of which the DICOM JSON is a part: 409, or 413 if all were too large.
 */
final class StoreAnswer {

    private static final String MEDIA_TYPE = "application/dicom+json";
    private static final String SOP_CLASS = "00081150";
    private static final String SOP_INSTANCE = "00081155";
    private static final String FAILURE_REASON = "00081197";
    private static final String FAILED_SOP_SEQUENCE = "00081198";
    private static final String REFERENCED_SOP_SEQUENCE = "00081199";
    private static final String OTHER_FAILURES_SEQUENCE = "0008119A"; // of what could not be identified

    private final ArrayNode stored = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode failed = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode unidentified = JsonNodeFactory.instance.arrayNode();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final Set<Failure> failures = EnumSet.noneOf(Failure.class);

    void stored(Inspected.Reference reference) {
        stored.add(item(reference));
    }

    void failed(Optional<Inspected.Reference> reference, Failure failure, String reason) {
        ObjectNode item = reference.map(StoreAnswer::item).orElseGet(JsonNodeFactory.instance::objectNode);
        item.set(FAILURE_REASON, value("US", JsonNodeFactory.instance.numberNode(failure.code())));
        (reference.isPresent() ? failed : unidentified).add(item);
        failures.add(failure);
        reasons.merge(reason, 1, Integer::sum);
    }

    int instances() {
        return stored.size() + failed.size() + unidentified.size();
    }

    Response response() {
        if (stored.isEmpty()) {
            return instances() == 0 ? nothing() : refusal();
        }
        return Response.status(failures.isEmpty() ? Response.Status.OK : Response.Status.ACCEPTED)
                .type(MEDIA_TYPE)
                .entity(with(JsonNodeFactory.instance.objectNode()).toString())
                .build();
    }

    private static Response nothing() {
        return ProblemDetails.of(400, "the body holds no instance").response();
    }

    private Response refusal() {
        int status = failures.equals(EnumSet.of(Failure.TOO_LARGE)) ? 413 : 409;
        ProblemDetails problem = ProblemDetails.of(
                status,
                "none of the request's " + instances() + " instances was stored: "
                        + reasons.entrySet().stream()
                                .map(reason -> reason.getKey() + " (" + reason.getValue() + ")")
                                .collect(Collectors.joining("; ")));
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("type", problem.type())
                .put("title", problem.title())
                .put("status", problem.status())
                .put("detail", problem.detail());
        return Response.status(status)
                .type(MediaType.valueOf(ProblemDetails.MEDIA_TYPE))
                .entity(with(body).toString())
                .build();
    }

    private ObjectNode with(ObjectNode body) {
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

    private static ObjectNode item(Inspected.Reference reference) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        item.set(SOP_CLASS, value("UI", JsonNodeFactory.instance.textNode(reference.sopClass())));
        item.set(SOP_INSTANCE, value("UI", JsonNodeFactory.instance.textNode(reference.sopInstance())));
        return item;
    }

    private static ObjectNode value(String vr, com.fasterxml.jackson.databind.JsonNode value) {
        ObjectNode element = JsonNodeFactory.instance.objectNode().put("vr", vr);
        element.putArray("Value").add(value);
        return element;
    }
}
