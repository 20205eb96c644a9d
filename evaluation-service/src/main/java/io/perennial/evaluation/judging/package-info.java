/** The course of a judgement: which models, which images, in which order. */
@NullMarked
package io.perennial.evaluation.judging;

import org.jspecify.annotations.NullMarked;
