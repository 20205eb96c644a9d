package io.perennial.ingest.domain;

import io.perennial.mammography.Finding;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which findings keep an image out of a domain's cohorts: all, but for those it admits.
 *
 * @param admit in the order of {@link Finding}
 */
public record Exclusions(List<Finding> admit) {

    /** With them an image has no place in a cohort: no single picture, no patient, no view; or it may show who she is. */
    private static final Set<Finding> NEVER = EnumSet.of(
            Finding.UNDECODABLE,
            Finding.TOMOSYNTHESIS,
            Finding.MULTI_FRAME,
            Finding.NO_PATIENT_ID,
            Finding.NO_LATERALITY,
            Finding.NOT_STANDARD_VIEW,
            Finding.BURNED_IN_ANNOTATION);

    public Exclusions {
        if (admit.stream().anyMatch(NEVER::contains)) {
            throw new IllegalArgumentException("exclusions.admit has a finding that cannot be admitted: " + NEVER);
        }
        admit = admit.stream().distinct().sorted().toList();
    }

    /** Whether an image of which this was found may be in a cohort all the same. */
    public boolean override(Finding finding) {
        return admit.contains(finding);
    }
}
