/** Verdicts: their evidence, how they are told, what people do with them. */
@NullMarked
package io.perennial.evaluation.verdict;

import org.jspecify.annotations.NullMarked;
