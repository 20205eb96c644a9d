/**
 * Labels as FHIR R4. The bytes are bounded and stripped of what nobody reads by a streaming pass of our own; then HAPI FHIR
 * parses the few resources that matter, one by one. Names, addresses and narratives of patients are never looked at.
 */
@NullMarked
package io.perennial.ingest.label.fhir;

import org.jspecify.annotations.NullMarked;
