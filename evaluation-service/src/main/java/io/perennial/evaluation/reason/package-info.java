/** Why something was decided: a code for machines, a sentence with numbers for people. */
@NullMarked
package io.perennial.evaluation.reason;

import org.jspecify.annotations.NullMarked;
