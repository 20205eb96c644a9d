package io.perennial.event;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.Json;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A fact in its envelope: CloudEvents 1.0, binary content mode of the Kafka protocol binding. The payload is the record's
 * JSON, the attributes are {@code ce_*} headers.
 *
 * @param id unique per source; listeners treat a repeated id as the same event
 * @param source the service that tells, as a URI reference: {@code /perennial/ingest-service}
 * @param json the payload
 */
public record CloudEvent(String id, URI source, Topic topic, Instant time, String key, String json) {

    /** Puts a fact into a new envelope. */
    public static CloudEvent of(Event event, URI source) {
        return new CloudEvent(
                UUID.randomUUID().toString(), source, Topic.of(event), Instant.now(), event.key(), Json.text(event));
    }

    /** The Kafka headers, in order. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", id);
        headers.put("ce_source", source.toString());
        headers.put("ce_type", topic.eventType());
        headers.put("ce_time", time.toString());
        headers.put("ce_subject", key);
        headers.put("content-type", "application/json");
        return headers;
    }

    /**
     * The fact a payload tells.
     *
     * @throws ArtifactCorruptException if it is no JSON of this topic's type; the message quotes nothing of the payload's values
     */
    public static <E extends Event> E read(String json, Class<E> type) throws ArtifactCorruptException {
        return Json.read(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), type);
    }
}
