package io.perennial.ingest.domain;

import java.util.Optional;

/**
 * Which labels count in a domain.
 *
 * @param readerPseudonym whose, for {@link LabelRule#READER}
 * @param readers how many must agree at least, for {@link LabelRule#AGREEMENT}
 */
public record LabelPolicy(LabelRule rule, Optional<String> readerPseudonym, Optional<Integer> readers) {

    /** Of whoever read last. */
    public static final LabelPolicy NEWEST = new LabelPolicy(LabelRule.NEWEST, Optional.empty(), Optional.empty());

    public LabelPolicy {
        if (readerPseudonym.isPresent() != (rule == LabelRule.READER)
                || readers.isPresent() != (rule == LabelRule.AGREEMENT)) {
            throw new IllegalArgumentException(
                    "READER has a reader and AGREEMENT a number of readers, the others neither");
        }
    }

    /** In a few words, without naming anybody: {@code AGREEMENT of 2}. */
    public String words() {
        return rule + readers.map(number -> " of " + number).orElse("");
    }
}
