/** Immutable snapshots of a domain's labelled images, frozen when enough new exams have come. */
@NullMarked
package io.perennial.ingest.cohort;

import org.jspecify.annotations.NullMarked;
