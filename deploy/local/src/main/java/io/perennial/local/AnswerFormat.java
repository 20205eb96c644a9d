package io.perennial.local;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;

/** In which form a reading is asked for. */
enum AnswerFormat {
    /** For people and programs of one's own. */
    JSON("application/json"),
    /** A FHIR R4 Observation. */
    FHIR("application/fhir+json"),
    /** A DICOM Structured Report. */
    SR("application/dicom");

    private final String mediaType;

    AnswerFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** As it is written on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AnswerFormat of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("json, fhir or sr, not " + word));
    }

    /** What the command line offers. */
    static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(values()).map(AnswerFormat::word).iterator();
        }
    }
}
