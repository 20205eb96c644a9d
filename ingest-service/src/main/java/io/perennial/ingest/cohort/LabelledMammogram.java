package io.perennial.ingest.cohort;

import io.perennial.artifact.CohortImage;
import io.perennial.mammography.Split;

/** An image of a cohort to be, with its place. */
record LabelledMammogram(CohortImage image, Split split) {}
