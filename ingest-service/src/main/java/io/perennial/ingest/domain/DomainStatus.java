package io.perennial.ingest.domain;

import io.perennial.artifact.Digest;
import io.perennial.mammography.Density;
import io.perennial.mammography.DomainRole;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A domain and how far it is.
 *
 * @param splitRatio training:validation:test
 * @param images stored, excluded and not yet inspected ones included
 * @param excludedImages stored, but fit for no cohort
 * @param excludedByReason of these, how many for which reason; one image may have several
 * @param uninspectedImages of which it is not known yet whether they are fit
 * @param labelledExams with a density that counts and at least one image fit for a cohort
 * @param densities the labelled exams by category
 * @param undecidedExams of which something was received and labels are known, but none that counts by the label policy
 * @param waitingLabels exams that are labelled, but of which nothing was received
 * @param newExams labelled exams that no cohort has
 * @param changedExams exams whose density is another one than in the last cohort that has them; the next has it
 * @param missingExams how many more new exams make the next cohort due
 * @param missingPerClass how many more labelled exams it takes of which density
 * @param dueAt when time makes the next cohort due
 * @param outlook how far the next cohort is, for people
 * @param scanners as the images name them, the most frequent first
 * @param cohorts oldest first
 */
public record DomainStatus(
        String id,
        DomainRole role,
        String name,
        Trigger trigger,
        String splitRatio,
        LabelPolicy labelPolicy,
        Exclusions exclusions,
        List<Institution> institutions,
        int images,
        int excludedImages,
        Map<String, Integer> excludedByReason,
        int uninspectedImages,
        int exams,
        int labelledExams,
        Map<Density, Integer> densities,
        int undecidedExams,
        int waitingLabels,
        int newExams,
        int changedExams,
        int missingExams,
        Map<Density, Integer> missingPerClass,
        Optional<Instant> dueAt,
        String outlook,
        List<SeenScanner> scanners,
        List<FrozenCohort> cohorts) {

    public DomainStatus {
        institutions = List.copyOf(institutions);
        scanners = List.copyOf(scanners);
        cohorts = List.copyOf(cohorts);
    }

    /** A scanner that images came from. */
    public record SeenScanner(String manufacturer, String model, int images, Instant firstSeen, Instant lastSeen) {}

    /** A cohort of the domain. */
    public record FrozenCohort(Digest digest, int images, int exams, int patients, Instant publishedAt) {}
}
