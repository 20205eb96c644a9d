/** The audit log: every act that led to a decision, in the order in which it was done. */
@NullMarked
package io.perennial.evaluation.audit;

import org.jspecify.annotations.NullMarked;
