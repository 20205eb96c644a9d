/** How much chance of error each look at a domain's test images may take. Pure functions. */
@NullMarked
package io.perennial.evaluation.spending;

import org.jspecify.annotations.NullMarked;
