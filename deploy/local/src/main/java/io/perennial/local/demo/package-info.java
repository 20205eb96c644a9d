/** The demonstration: simulated hospitals send, and the loop turns once before the user's eyes. */
@NullMarked
package io.perennial.local.demo;

import org.jspecify.annotations.NullMarked;
