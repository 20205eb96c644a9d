package io.perennial.inference.reading;

import io.perennial.mammography.DensityProbabilities;
import io.perennial.mammography.View;

/** What the model sees in one image. */
record ViewReading(View view, DensityProbabilities probabilities) {}
