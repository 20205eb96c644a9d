/** Writes down a trained model: its files, and the card that says what it is and where it came from. */
@NullMarked
package io.perennial.training.model;

import org.jspecify.annotations.NullMarked;
