/** Picks, on validation images alone, the one candidate that will meet the test images. Pure functions. */
@NullMarked
package io.perennial.evaluation.selection;

import org.jspecify.annotations.NullMarked;
