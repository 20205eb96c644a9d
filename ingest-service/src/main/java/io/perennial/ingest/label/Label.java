package io.perennial.ingest.label;

import io.perennial.mammography.Density;

/**
 * One line of a label file.
 *
 * @param studyInstanceUid the exam, by its real identifier
 * @param reader who saw it, by name or number
 */
public record Label(String studyInstanceUid, Density density, String reader) {

    @Override
    public String toString() {
        return "a label " + density; // never the identifiers
    }
}
