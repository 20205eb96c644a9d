/** Weights that were trained elsewhere, ImageNet's or a hospital's own, for the baseline's training to start from. */
@NullMarked
package io.perennial.training.initial;

import org.jspecify.annotations.NullMarked;
