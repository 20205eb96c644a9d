package io.perennial.inference.reading;

import io.perennial.mammography.DensityProbabilities;
import io.perennial.mammography.View;
import java.util.OptionalDouble;

/**
 * What the model sees in one image.
 *
 * @param strangeness how unlike the original data the image is, see {@link
 *     io.perennial.inference.reading.uncertainty.Strangeness}; empty where the engine watches no layer
 */
public record ViewReading(View view, DensityProbabilities probabilities, OptionalDouble strangeness) {}
