package io.perennial.ingest.label.fhir;

import java.util.Optional;

/**
 * One resource of a document, not yet parsed.
 *
 * @param number from 1 in a Bundle, 0 where the document is the resource
 * @param type its resourceType; empty if it names none
 * @param fullUrl under which other entries refer to it
 * @param method of the request that a transaction or a batch makes of it
 * @param json the resource; empty if its type is none of those that are read
 */
record FhirEntry(int number, String type, Optional<String> fullUrl, Optional<String> method, String json) {

    /** How a sentence about it begins. */
    String place() {
        return number == 0 ? "the " + type : "entry " + number;
    }
}
