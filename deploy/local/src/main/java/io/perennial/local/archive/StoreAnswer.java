package io.perennial.local.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A STOW-RS answer: which instances were stored, and why others were not (DICOM PS3.18, 10.5.3). */
final class StoreAnswer {

    private static final String SOP_INSTANCE = "00081155";
    private static final String FAILURE_REASON = "00081197";

    private static final int OUT_OF_RESOURCES = 0xA700;

    private final Set<String> stored = new HashSet<>();
    private final Map<String, Integer> failed = new HashMap<>();
    private final List<Integer> codes = new ArrayList<>();

    /** Takes a body apart, also that of a problem whose part the DICOM JSON is. */
    StoreAnswer(JsonNode dicomJson) {
        items(dicomJson, "00081199").forEach(item -> stored.add(uid(item)));
        items(dicomJson, "00081198").forEach(item -> failed.put(uid(item), code(item)));
        codes.addAll(failed.values());
        items(dicomJson, "0008119A").forEach(item -> codes.add(code(item))); // of what could not be identified
    }

    boolean isStored(String sopInstanceUid) {
        return stored.contains(sopInstanceUid);
    }

    /** Whether anything was stored, by whatever UID. */
    boolean hasStored() {
        return !stored.isEmpty();
    }

    /**
     * Why an instance was refused; empty if the answer does not name it, or if it may only be that there was no room for it:
     * then it is to be sent alone.
     */
    Optional<String> refusal(String sopInstanceUid) {
        return Optional.ofNullable(failed.get(sopInstanceUid))
                .filter(code -> code != OUT_OF_RESOURCES)
                .map(StoreAnswer::words);
    }

    /** Why the one instance that was sent was refused. */
    String refusal() {
        return codes.isEmpty() ? "the service did not say why" : words(codes.get(0));
    }

    private static JsonNode items(JsonNode body, String sequence) {
        return body.path(sequence).path("Value");
    }

    private static int code(JsonNode item) {
        return item.path(FAILURE_REASON).path("Value").path(0).asInt();
    }

    private static String uid(JsonNode item) {
        return item.path(SOP_INSTANCE).path("Value").path(0).asText();
    }

    /** The codes of PS3.18, table I.2-2, and PS3.7, annex C, that the ingest-service gives. */
    static String words(int code) {
        return switch (code) {
            case 0x0122 -> "not a mammogram for presentation (SOP class)";
            case 0xC122 -> "a transfer syntax that cannot be read";
            case 0x0111 -> "another object has the same SOP Instance UID";
            case 0x0110 -> "the service failed on it";
            case 0xC409 -> "of another study than the address names";
            case 0xC410 -> "annotation is burned into the picture, which may name the patient";
            default -> {
                if ((code & 0xff00) == 0xA700) {
                    yield "too large";
                }
                if ((code & 0xff00) == 0xA900) {
                    yield "its exam or patient does not fit what is known of them";
                }
                yield (code & 0xf000) == 0xC000
                        ? "not whole, or not DICOM as the standard has it"
                        : "failure 0x%04X".formatted(code);
            }
        };
    }
}
