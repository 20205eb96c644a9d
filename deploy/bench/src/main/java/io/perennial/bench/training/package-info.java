/** How long a training step takes, what consolidation adds to it, and whether memory stays flat. */
@NullMarked
package io.perennial.bench.training;

import org.jspecify.annotations.NullMarked;
