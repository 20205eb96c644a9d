/** The models that may serve, and which of them must. */
@NullMarked
package io.perennial.evaluation.lineage;

import org.jspecify.annotations.NullMarked;
