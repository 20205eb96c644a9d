/** The change-control plan in force. */
@NullMarked
package io.perennial.evaluation.plan;

import org.jspecify.annotations.NullMarked;
