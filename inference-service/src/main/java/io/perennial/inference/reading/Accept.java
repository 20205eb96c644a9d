package io.perennial.inference.reading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An Accept header (RFC 9110, 12.5.1): which media types a client takes, and how much it likes each.
 *
 * @param ranges none means that the client takes anything
 */
record Accept(List<Range> ranges) {

    /** {@code type/subtype}, either {@code *}, with a weight of 0 (never) to 1. */
    record Range(String type, String subtype, double weight) {

        /** How closely it names the media type: 2 exactly, 1 its kind, 0 as anything, -1 not at all. */
        int closeness(String mediaType) {
            if (mediaType.equals(type + "/" + subtype)) {
                return 2;
            }
            boolean any = subtype.equals("*");
            if (any && mediaType.startsWith(type + "/")) {
                return 1;
            }
            return any && type.equals("*") ? 0 : -1;
        }
    }

    /** Reads a header; what cannot be understood in it is passed over, and takes nothing. */
    static Accept of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return new Accept(List.of(new Range("*", "*", 1)));
        }
        List<Range> ranges = new ArrayList<>();
        for (String part : header.split(",", -1)) {
            range(part).ifPresent(ranges::add);
        }
        return new Accept(ranges);
    }

    /** What it thinks of a media type, by the range that names it most closely: 0 if it does not take it. */
    double weight(String mediaType) {
        return ranges.stream()
                .filter(range -> range.closeness(mediaType) >= 0)
                .max(Comparator.comparingInt(range -> range.closeness(mediaType)))
                .map(Range::weight)
                .orElse(0.0);
    }

    /** The form the client likes best, the more preferred one of those it likes alike; empty if it takes none. */
    Optional<AnswerForm> choose(List<AnswerForm> forms) {
        return forms.stream()
                .filter(form -> weight(form.mediaType()) > 0)
                .max(Comparator.<AnswerForm>comparingDouble(form -> weight(form.mediaType()))
                        .thenComparingInt(AnswerForm::preference));
    }

    private static Optional<Range> range(String part) {
        String[] fields = part.strip().toLowerCase(Locale.ROOT).split(";", -1);
        String[] names = fields[0].strip().split("/", -1);
        if (names.length != 2) {
            return Optional.empty();
        }
        double weight = 1;
        for (int i = 1; i < fields.length; i++) {
            String parameter = fields[i].strip();
            if (parameter.startsWith("q=")) {
                weight = weightOf(parameter);
            }
        }
        return Optional.of(new Range(names[0], names[1], weight));
    }

    private static double weightOf(String parameter) {
        try {
            return Math.min(1, Double.parseDouble(parameter.substring(2)));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
