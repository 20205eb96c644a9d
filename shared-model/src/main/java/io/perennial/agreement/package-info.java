/**
 * How well two readers agree on densities. Shared because a difference would be a bug: the kappa that training tells of is the
 * kappa that the gate decides by.
 */
@NullMarked
package io.perennial.agreement;

import org.jspecify.annotations.NullMarked;
