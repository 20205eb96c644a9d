/** Bringing a model that was trained elsewhere to be the baseline. */
@NullMarked
package io.perennial.local.baseline;

import org.jspecify.annotations.NullMarked;
