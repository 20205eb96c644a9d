/** Following the facts on the broker. */
@NullMarked
package io.perennial.local.watch;

import org.jspecify.annotations.NullMarked;
