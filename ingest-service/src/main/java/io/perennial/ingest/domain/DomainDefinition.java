package io.perennial.ingest.domain;

import io.perennial.mammography.DomainRole;
import java.util.List;
import java.util.Optional;

/**
 * What a domain is said to be, the body of {@code PUT /domains/{id}}. What is absent stays as it was.
 *
 * @param name for people
 * @param splitRatio training:validation:test, such as {@code 5:2:3}; of a new domain otherwise the service's default
 * @param institutions to add or rename
 * @param labelPolicy whose labels count; of a new domain otherwise the newest
 * @param exclusions which findings are admitted to cohorts; of a new domain otherwise none
 */
public record DomainDefinition(
        DomainRole role,
        String name,
        Trigger trigger,
        Optional<String> splitRatio,
        Optional<List<Institution>> institutions,
        Optional<LabelPolicyDefinition> labelPolicy,
        Optional<Exclusions> exclusions) {

    private static final int LONGEST_NAME = 200;
    private static final int MOST_INSTITUTIONS = 1000;

    public DomainDefinition {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("name has 1 to " + LONGEST_NAME + " characters");
        }
        splitRatio.ifPresent(Ratio::parse);
        if (institutions.filter(them -> them.size() > MOST_INSTITUTIONS).isPresent()) {
            throw new IllegalArgumentException("institutions are " + MOST_INSTITUTIONS + " at most");
        }
    }
}
