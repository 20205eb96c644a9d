/** How every approved model reads every hospital, as people read it at a terminal. */
@NullMarked
package io.perennial.local.transfer;

import org.jspecify.annotations.NullMarked;
