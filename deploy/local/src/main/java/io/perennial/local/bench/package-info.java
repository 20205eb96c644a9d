/** What a measurement runs on. */
@NullMarked
package io.perennial.local.bench;

import org.jspecify.annotations.NullMarked;
