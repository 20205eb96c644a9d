package io.perennial.ingest.domain;

import io.perennial.artifact.Digest;
import io.perennial.mammography.DomainRole;
import java.time.Instant;
import java.util.List;

/**
 * A domain and how far it is.
 *
 * @param splitRatio training:validation:test
 * @param images stored, excluded ones included
 * @param excludedImages stored, but fit for no cohort
 * @param labelledExams with a label and at least one image that is not excluded
 * @param waitingLabels exams that are labelled, but of which nothing was received
 * @param newExams labelled exams that no cohort has
 * @param missingExams how many more of them make the next cohort due
 * @param cohorts oldest first
 */
public record DomainStatus(
        String id,
        DomainRole role,
        String name,
        DomainDefinition.Trigger trigger,
        String splitRatio,
        int images,
        int excludedImages,
        int exams,
        int labelledExams,
        int waitingLabels,
        int newExams,
        int missingExams,
        List<FrozenCohort> cohorts) {

    public DomainStatus {
        cohorts = List.copyOf(cohorts);
    }

    /** A cohort of the domain. */
    public record FrozenCohort(Digest digest, int images, int exams, int patients, Instant publishedAt) {}
}
