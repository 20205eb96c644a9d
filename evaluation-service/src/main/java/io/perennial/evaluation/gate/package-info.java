/** The promotion gate: pure functions of readings and plan. */
@NullMarked
package io.perennial.evaluation.gate;

import org.jspecify.annotations.NullMarked;
