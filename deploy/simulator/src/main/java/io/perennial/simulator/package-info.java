/**
 * Simulated hospitals: patients, scanners and readers whose mammograms are harder the denser the breast is, and look
 * different from institution to institution. Nothing here comes from a real patient.
 *
 * <p>A {@link io.perennial.simulator.SimulatedHospital} is a pure function of its seed: the same seed gives the same bytes,
 * whichever thread asks, in whatever order. {@link io.perennial.simulator.SimulatedScanners} sends its exams to an
 * ingest-service, whose domain must have been created before:
 *
 * <pre>{@code
 * var hospital = new SimulatedHospital(seed, SimulatedDomain.original(), MatrixSize.SMALL);
 * List<SimulatedExam> exams = hospital.exams(0, 2000);      // no pixels yet; they are made while they are sent
 * new SimulatedScanners(exams, URI.create("http://localhost:8081"), "original", SendingPolicy.DEFAULT)
 *         .send((images, of) -> bar.show(images, of));
 * // later, from the hospital that is onboarded; hospital.exams(600, 300) continues after the first 600
 * var newHospital = new SimulatedHospital(seed, SimulatedDomain.newHospital(), MatrixSize.SMALL);
 * }</pre>
 *
 * <p>{@link io.perennial.simulator.SimulatedExam#images()} gives the images without DICOM,
 * {@link io.perennial.simulator.SimulatedExam#files()} as Part 10 files, for whoever needs one in hand.
 */
@NullMarked
package io.perennial.simulator;

import org.jspecify.annotations.NullMarked;
