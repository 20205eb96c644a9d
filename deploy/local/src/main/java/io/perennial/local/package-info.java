/** The {@code perennial} command line, one class a command. */
@NullMarked
package io.perennial.local;

import org.jspecify.annotations.NullMarked;
