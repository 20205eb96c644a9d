package io.perennial.ingest.cohort;

import io.perennial.ingest.domain.Domain;
import io.perennial.mammography.Density;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a domain has for a cohort at one moment.
 *
 * @param mammograms all that are labelled and not excluded, by exam and digest
 * @param exams their exams by database id, with the density of each
 * @param freezesAsked how often a cohort had been asked for by then
 */
record Snapshot(Domain domain, List<LabelledMammogram> mammograms, Map<Long, Density> exams, int freezesAsked) {

    Snapshot {
        mammograms = List.copyOf(mammograms);
        exams = Collections.unmodifiableMap(new LinkedHashMap<>(exams));
    }

    /** Whether there is anything, and enough of each density. */
    boolean isEnough() {
        Map<Density, Integer> labelled = new EnumMap<>(Density.class);
        exams.values().forEach(density -> labelled.merge(density, 1, Integer::sum));
        return !exams.isEmpty() && domain.trigger().missing(labelled).isEmpty();
    }
}
