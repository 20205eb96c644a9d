/**
 * Ties the activation of models to topic, database, health and HTTP. Decisions are parsed where they arrive and worked
 * through by one thread, in order.
 */
@NullMarked
package io.perennial.inference.serving;

import org.jspecify.annotations.NullMarked;
