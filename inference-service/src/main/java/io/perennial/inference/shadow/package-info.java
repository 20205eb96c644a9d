/**
 * A model that reads along: the same exams as the one that serves, after they were answered, on a thread and with a network of
 * its own. What it says is compared and never answered. Whatever becomes of it, readings go on.
 */
@NullMarked
package io.perennial.inference.shadow;

import org.jspecify.annotations.NullMarked;
