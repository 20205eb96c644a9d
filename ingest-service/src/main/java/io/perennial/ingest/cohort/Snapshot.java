package io.perennial.ingest.cohort;

import io.perennial.ingest.domain.Domain;
import java.util.List;

/**
 * What a domain has for a cohort at one moment.
 *
 * @param mammograms all that are labelled and not excluded, by exam and digest
 * @param exams database ids of their exams
 * @param freezesAsked how often a cohort had been asked for by then
 */
record Snapshot(Domain domain, List<LabelledMammogram> mammograms, List<Long> exams, int freezesAsked) {

    Snapshot {
        mammograms = List.copyOf(mammograms);
        exams = List.copyOf(exams);
    }
}
