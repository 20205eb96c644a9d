/** What the arms read, and how well: kappa on the test splits, with intervals by patient. */
@NullMarked
package io.perennial.experiment.result;

import org.jspecify.annotations.NullMarked;
