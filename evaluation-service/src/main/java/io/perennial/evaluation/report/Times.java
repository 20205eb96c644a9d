package io.perennial.evaluation.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times that are the same for every reader. */
final class Times {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    /** {@code 25 November 2026, 18:27 UTC}. */
    static String words(Instant time) {
        return FORM.format(time);
    }
}
