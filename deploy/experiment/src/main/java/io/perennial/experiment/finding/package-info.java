/** The paper's findings as rules: each is shown, or not, by the numbers of a run. */
@NullMarked
package io.perennial.experiment.finding;

import org.jspecify.annotations.NullMarked;
