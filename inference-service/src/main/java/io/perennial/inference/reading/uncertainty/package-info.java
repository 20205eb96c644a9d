/**
 * When a reading should be looked at again, by what the model itself says: its probabilities are spread, it reads two views of a
 * breast differently, or an image is of a kind it was not made for. Plain Java.
 */
@NullMarked
package io.perennial.inference.reading.uncertainty;

import org.jspecify.annotations.NullMarked;
