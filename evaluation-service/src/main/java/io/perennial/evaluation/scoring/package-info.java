/** Models reading held-out images, each set once. */
@NullMarked
package io.perennial.evaluation.scoring;

import org.jspecify.annotations.NullMarked;
