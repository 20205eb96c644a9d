/**
 * Simulated hospitals: patients, scanners and readers whose mammograms are harder the denser the breast is, and look
 * different from institution to institution. Nothing here comes from a real patient.
 *
 * <p>A {@link io.perennial.simulator.SimulatedHospital} is a pure function of its seed: the same seed gives the same bytes,
 * whichever thread asks, in whatever order.
 */
@NullMarked
package io.perennial.simulator;

import org.jspecify.annotations.NullMarked;
