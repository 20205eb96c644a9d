/** A reading as a FHIR R4 Observation, for clinical applications and record systems. Built and written with HAPI FHIR. */
@NullMarked
package io.perennial.inference.reading.fhir;

import org.jspecify.annotations.NullMarked;
