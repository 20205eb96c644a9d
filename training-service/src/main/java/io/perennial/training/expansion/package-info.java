/**
 * The expansion as a domain: what an arrival starts, which state it is in, what is known of its candidates. It decides
 * and remembers; the training itself is {@code io.perennial.training.run}'s.
 */
@NullMarked
package io.perennial.training.expansion;

import org.jspecify.annotations.NullMarked;
