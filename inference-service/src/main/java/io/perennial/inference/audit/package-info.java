/**
 * The record of readings: who had which images read by which model, and when; nothing of whose images they are. Written before
 * the answer leaves, many readings to a commit.
 */
@NullMarked
package io.perennial.inference.audit;

import org.jspecify.annotations.NullMarked;
