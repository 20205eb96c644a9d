/** What people see: durations, tables and progress bars, plain lines where the output is no terminal. */
@NullMarked
package io.perennial.local.terminal;

import org.jspecify.annotations.NullMarked;
