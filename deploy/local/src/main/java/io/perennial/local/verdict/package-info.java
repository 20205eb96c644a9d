/** What the gate decided, as the command line shows it. */
@NullMarked
package io.perennial.local.verdict;

import org.jspecify.annotations.NullMarked;
