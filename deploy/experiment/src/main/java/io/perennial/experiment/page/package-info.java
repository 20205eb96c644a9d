/** The page and the tables that an experiment leaves behind. */
@NullMarked
package io.perennial.experiment.page;

import org.jspecify.annotations.NullMarked;
