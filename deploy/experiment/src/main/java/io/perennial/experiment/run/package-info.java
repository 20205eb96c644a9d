/** Trains the arms and lets them read, once each: what is finished is kept, and found again by what it was made of. */
@NullMarked
package io.perennial.experiment.run;

import org.jspecify.annotations.NullMarked;
