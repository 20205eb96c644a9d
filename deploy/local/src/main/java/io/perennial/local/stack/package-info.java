/**
 * Perennial on one machine: broker, database and the four services as child processes of one supervisor, which keeps them
 * running and takes them with it when it goes.
 */
@NullMarked
package io.perennial.local.stack;

import org.jspecify.annotations.NullMarked;
