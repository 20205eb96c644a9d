package io.perennial.local.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A STOW-RS answer: which instances were stored, and why others were not (DICOM PS3.18, 10.5.3). */
final class StoreAnswer {

    private static final String SOP_INSTANCE = "00081155";
    private static final String FAILURE_REASON = "00081197";

    private final Set<String> stored = new HashSet<>();
    private final Map<String, Integer> failed = new HashMap<>();

    /** Takes a body apart, also that of a problem whose part the DICOM JSON is. */
    StoreAnswer(JsonNode dicomJson) {
        dicomJson.path("00081199").path("Value").forEach(item -> stored.add(uid(item)));
        dicomJson
                .path("00081198")
                .path("Value")
                .forEach(item -> failed.put(
                        uid(item),
                        item.path(FAILURE_REASON).path("Value").path(0).asInt()));
    }

    boolean isStored(String sopInstanceUid) {
        return stored.contains(sopInstanceUid);
    }

    /** Why it was not; empty if the answer says nothing of it. */
    Optional<String> failure(String sopInstanceUid) {
        return Optional.ofNullable(failed.get(sopInstanceUid)).map(StoreAnswer::words);
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
            case 0x0124 -> "not allowed";
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
