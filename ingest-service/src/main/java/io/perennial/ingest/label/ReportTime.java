package io.perennial.ingest.label;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** The time that a report bears: ISO 8601, with an offset from UTC where it has a time of day. */
public final class ReportTime {

    /** Clocks differ; but a report of next year would be the latest until then. */
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final int LONGEST = 40;

    private ReportTime() {}

    /**
     * Reads {@code 2026-03-14T09:26:53+01:00}, {@code 2026-03-14}, {@code 2026-03} or {@code 2026}; what is not said is the
     * first moment in UTC that it can be.
     *
     * @throws DateTimeException if it is none of these, before 1900, or more than a day ahead of this machine's clock; the
     *     message is a predicate without a subject
     */
    public static Instant parse(String text) {
        Instant time = read(text);
        if (time.isBefore(EARLIEST)) {
            throw new DateTimeException("is before 1900");
        }
        if (time.isAfter(Instant.now().plus(CLOCKS_DIFFER))) {
            throw new DateTimeException("lies in the future");
        }
        return time;
    }

    private static Instant read(String text) {
        try {
            return switch (text.length()) {
                case 4 -> start(Year.parse(text).atDay(1));
                case 7 -> start(YearMonth.parse(text).atDay(1));
                case 10 -> start(LocalDate.parse(text));
                default -> {
                    if (text.length() > LONGEST) {
                        throw new DateTimeException("too long");
                    }
                    yield OffsetDateTime.parse(text).toInstant();
                }
            };
        } catch (DateTimeException e) {
            throw new DateTimeException(
                    "is not a time such as 2026-03-14T09:26:53Z (with its offset) or a date such as 2026-03-14", e);
        }
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
