package io.perennial.local.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Digest;
import io.perennial.figure.Numbers;

/** What a service said, on a terminal. */
final class Printable {

    private Printable() {}

    /** Without characters that a terminal would obey. */
    static String text(String said) {
        return said.replaceAll("\\p{Cntrl}|[\\u0080-\\u009f]", "?");
    }

    static String kappa(JsonNode number) {
        return number.isNumber() ? Numbers.plain(number.asDouble()) : "–";
    }

    static String change(JsonNode number) {
        return number.isNumber() ? Numbers.signed(number.asDouble()) : "–";
    }

    /** The minute, in UTC: {@code 2026-11-25 18:27}. */
    static String time(String instant) {
        return instant.length() < 16
                ? text(instant)
                : text(instant.substring(0, 16).replace('T', ' '));
    }

    static String model(JsonNode digest) {
        try {
            return digest.isTextual() ? Digest.parse(digest.asText()).abbreviated() : "–";
        } catch (IllegalArgumentException e) {
            return text(digest.asText());
        }
    }
}
