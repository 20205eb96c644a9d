/**
 * Whether the exams of a domain are still what they were: how they are read, and what the BatchNorm layers are given, window by
 * window. A suspicion is told once and starts nothing.
 */
@NullMarked
package io.perennial.inference.drift;

import org.jspecify.annotations.NullMarked;
