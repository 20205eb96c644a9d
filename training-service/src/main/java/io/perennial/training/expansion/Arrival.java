package io.perennial.training.expansion;

import io.perennial.artifact.Digest;
import io.perennial.mammography.DomainRole;
import java.time.Instant;

/** Data that came: the cohort that may start an expansion. */
record Arrival(String domain, DomainRole role, Digest cohort, Instant at) {}
