/** Selects candidates on validation images, judges the selected one on sealed test images, and keeps the lineage. */
@NullMarked
package io.perennial.evaluation;

import org.jspecify.annotations.NullMarked;
