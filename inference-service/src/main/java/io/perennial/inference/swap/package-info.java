/** The model that answers, and its replacement while readings go on. Plain Java: no container, no engine. */
@NullMarked
package io.perennial.inference.swap;

import org.jspecify.annotations.NullMarked;
