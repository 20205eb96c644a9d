/**
 * What is reported of a verdict and does not decide it: recomputed from the opened test images and the stored answers. Pure
 * functions.
 */
@NullMarked
package io.perennial.evaluation.analysis;

import org.jspecify.annotations.NullMarked;
