/**
 * The paper's comparison, repeated: every arm on the same images, scored on test splits that no training saw, several seeds,
 * in one process without broker, database or services. {@link io.perennial.experiment.PaperExperiment} is where it begins.
 */
@NullMarked
package io.perennial.experiment;

import org.jspecify.annotations.NullMarked;
