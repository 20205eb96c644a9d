/**
 * Readings: from the bytes of a mammogram or an exam to its density, in the words of the model that serves. Untrusted bytes
 * are bounded before memory is taken; nothing that identifies a patient is logged or answered.
 */
@NullMarked
package io.perennial.inference.reading;

import org.jspecify.annotations.NullMarked;
