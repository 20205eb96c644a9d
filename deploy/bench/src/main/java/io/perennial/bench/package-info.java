/** Measurements in turns: whoever is compared works in the same minutes on the same machine. */
@NullMarked
package io.perennial.bench;

import org.jspecify.annotations.NullMarked;
