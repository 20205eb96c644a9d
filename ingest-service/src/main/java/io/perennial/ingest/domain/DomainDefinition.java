package io.perennial.ingest.domain;

import io.perennial.mammography.DomainRole;
import java.util.Optional;

/**
 * What a domain is said to be, the body of {@code PUT /domains/{id}}.
 *
 * @param name for people
 * @param splitRatio training:validation:test, such as {@code 5:2:3}; absent: as it was, or the service's default
 */
public record DomainDefinition(DomainRole role, String name, Trigger trigger, Optional<String> splitRatio) {

    private static final int LONGEST_NAME = 200;

    public DomainDefinition {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("name has 1 to " + LONGEST_NAME + " characters");
        }
        splitRatio.ifPresent(Ratio::parse);
    }

    /** When a cohort is due. */
    public record Trigger(int newExams) {
        public Trigger {
            if (newExams < 1) {
                throw new IllegalArgumentException("trigger.newExams is 1 or more");
            }
        }
    }
}
