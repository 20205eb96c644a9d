/** The engines that run a network. */
@NullMarked
package io.perennial.inference.engine;

import org.jspecify.annotations.NullMarked;
