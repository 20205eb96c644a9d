/** Test images, sealed until a candidate has been selected without them. */
@NullMarked
package io.perennial.evaluation.testset;

import org.jspecify.annotations.NullMarked;
