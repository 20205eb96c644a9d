/**
 * Two models' readings of one set of held-out images, and what can be said of their difference. What is made from validation
 * images has a type of its own, so that selection can be handed nothing else.
 */
@NullMarked
package io.perennial.evaluation.comparison;

import org.jspecify.annotations.NullMarked;
