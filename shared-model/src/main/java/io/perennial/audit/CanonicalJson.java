package io.perennial.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.artifact.Json;
import java.util.Map;
import java.util.TreeMap;

/**
 * One text for one JSON value: the JSON Canonicalization Scheme (RFC 8785) of a value without fractions. Names in order, no
 * white space, in strings only what must be escaped. Fractions are kept out, for the same number has many spellings; a
 * figure is written as a string. Python's {@code json.dumps(value, sort_keys=True, separators=(",", ":"),
 * ensure_ascii=False)} gives the same, all names being ASCII.
 */
final class CanonicalJson {

    private static final ObjectWriter WRITER =
            Json.MAPPER.writer().without(JsonWriteFeature.WRITE_HEX_UPPER_CASE); // \u001f, as RFC 8785 has it
    private static final long LARGEST = (1L << 53) - 1; // beyond, JSON readers differ

    private CanonicalJson() {}

    /** @throws IllegalArgumentException if it holds a fraction or an integer of more than 53 bits */
    static String text(JsonNode value) {
        try {
            return WRITER.writeValueAsString(ordered(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a JSON value", e);
        }
    }

    private static JsonNode ordered(JsonNode value) {
        if (value.isObject()) {
            Map<String, JsonNode> fields = new TreeMap<>(); // by UTF-16 code units, as RFC 8785 orders
            value.properties().forEach(field -> fields.put(field.getKey(), ordered(field.getValue())));
            ObjectNode object = Json.MAPPER.createObjectNode();
            object.setAll(fields);
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = Json.MAPPER.createArrayNode();
            value.forEach(element -> array.add(ordered(element)));
            return array;
        }
        if (value.isNumber()
                && !(value.isIntegralNumber() && value.canConvertToLong() && Math.abs(value.longValue()) <= LARGEST)) {
            throw new IllegalArgumentException("the audit log has integers of up to 53 bits alone, not " + value);
        }
        return value;
    }
}
