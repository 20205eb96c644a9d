/** Agreement between readings and its uncertainty: pure functions of counts, no framework. */
@NullMarked
package io.perennial.evaluation.statistics;

import org.jspecify.annotations.NullMarked;
