package io.perennial.evaluation.verdict;

import io.perennial.artifact.Digest;
import io.perennial.mammography.DomainRole;
import java.time.Instant;

/** A model that may serve. */
record ModelView(
        Digest digest,
        String lineage,
        String domain,
        DomainRole role,
        Digest cohort,
        String verdict,
        Instant approvedAt,
        boolean serving) {}
