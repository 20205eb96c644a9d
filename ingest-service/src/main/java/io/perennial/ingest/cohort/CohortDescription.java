package io.perennial.ingest.cohort;

import io.perennial.artifact.CohortManifest;
import io.perennial.artifact.Digest;
import io.perennial.event.CohortPublished;
import io.perennial.mammography.Density;
import io.perennial.mammography.Split;
import java.time.Instant;
import java.util.Map;

/**
 * A published cohort, as {@code GET /cohorts/{digest}} shows it.
 *
 * @param images per split and category
 * @param scanners images per scanner
 */
record CohortDescription(
        Digest digest,
        Instant publishedAt,
        Map<Split, Map<Density, Integer>> images,
        Map<Split, Integer> exams,
        Map<Split, Integer> patients,
        Map<String, Integer> scanners,
        CohortManifest manifest) {

    static CohortDescription of(CohortPublished fact, CohortManifest manifest) {
        return new CohortDescription(
                fact.cohort(),
                fact.publishedAt(),
                fact.images(),
                fact.exams(),
                fact.patients(),
                fact.scanners(),
                manifest);
    }
}
