package io.perennial.ingest.domain;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A label policy as people write it.
 *
 * @param reader for READER: the reader's name as it stands in the labels; a pseudonym takes its place before it is kept
 * @param readers for AGREEMENT: how many must agree at least; 2 if absent
 */
public record LabelPolicyDefinition(LabelRule rule, Optional<String> reader, Optional<Integer> readers) {

    private static final int LONGEST_READER = 200;
    private static final int MOST_READERS = 100;

    public LabelPolicyDefinition {
        if (rule == LabelRule.READER
                ? reader.filter(name -> !name.isBlank() && name.length() <= LONGEST_READER)
                        .isEmpty()
                : reader.isPresent()) {
            throw new IllegalArgumentException("labelPolicy.reader names the reader, of 1 to " + LONGEST_READER
                    + " characters, if the rule is READER; no other rule has it");
        }
        if (readers.isPresent() && (rule != LabelRule.AGREEMENT || readers.get() < 1 || readers.get() > MOST_READERS)) {
            throw new IllegalArgumentException("labelPolicy.readers says how many must agree, 1 to " + MOST_READERS
                    + ", if the rule is AGREEMENT; no other rule has it");
        }
    }

    LabelPolicy policy(UnaryOperator<String> pseudonym) {
        return new LabelPolicy(
                rule, reader.map(pseudonym), rule == LabelRule.AGREEMENT ? readers.or(() -> Optional.of(2)) : readers);
    }
}
