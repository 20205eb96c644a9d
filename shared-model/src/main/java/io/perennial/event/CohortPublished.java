package io.perennial.event;

import io.perennial.artifact.Digest;
import io.perennial.mammography.Density;
import io.perennial.mammography.DomainRole;
import io.perennial.mammography.Split;
import java.time.Instant;
import java.util.Map;

/**
 * A cohort is frozen.
 *
 * @param cohort digest of the manifest
 * @param images per split and category, the number of images
 * @param exams per split, the number of exams
 * @param patients per split, the number of patients
 * @param scanners per scanner, the number of images
 */
public record CohortPublished(
        String domain,
        DomainRole role,
        Digest cohort,
        Map<Split, Map<Density, Integer>> images,
        Map<Split, Integer> exams,
        Map<Split, Integer> patients,
        Map<String, Integer> scanners,
        Instant publishedAt)
        implements Event {
    @Override
    public String key() {
        return domain;
    }
}
