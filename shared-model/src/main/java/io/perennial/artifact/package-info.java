/**
 * What crosses the artifact store: digests, blobs, tensors, cohorts, model cards, the change-control plan.
 */
@NullMarked
package io.perennial.artifact;

import org.jspecify.annotations.NullMarked;
