/** Figures as SVG: scales, lines with bands, bars, scattered points. */
@NullMarked
package io.perennial.experiment.figure;

import org.jspecify.annotations.NullMarked;
