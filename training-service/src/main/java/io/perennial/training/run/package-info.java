/**
 * Carries expansions out: one at a time, on a thread of its own, under a lease, telling how far it is.
 */
@NullMarked
package io.perennial.training.run;

import org.jspecify.annotations.NullMarked;
