/** The signature under every decision. */
@NullMarked
package io.perennial.evaluation.signing;

import org.jspecify.annotations.NullMarked;
