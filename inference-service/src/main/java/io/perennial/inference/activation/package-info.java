/**
 * From a decision on {@code model-serving} to a model that serves: who signed it, whether it is the newest, whether its
 * files are what they claim, whether it answers as its card says. Plain Java; {@code io.perennial.inference.serving} ties
 * it to topic and database.
 */
@NullMarked
package io.perennial.inference.activation;

import org.jspecify.annotations.NullMarked;
