package io.perennial.ingest.label;

import io.perennial.mammography.Density;
import io.perennial.mammography.Laterality;
import java.time.Instant;
import java.util.Optional;

/**
 * What one reader says of one exam, or takes back.
 *
 * @param studyInstanceUid the exam, by its real identifier
 * @param breast the breast it speaks of; absent: of the exam
 * @param density absent if, and only if, a label is taken back
 * @param reader who saw it, by name or number
 * @param reportedAt when the report was made; absent: when it arrived
 */
public record Label(
        String studyInstanceUid,
        Optional<Laterality> breast,
        Optional<Density> density,
        String reader,
        Optional<Instant> reportedAt,
        Standing standing) {

    public Label {
        if (density.isEmpty() != (standing == Standing.WITHDRAWN)) {
            throw new IllegalArgumentException("a label has a density unless it is taken back");
        }
    }

    /** A label of the exam, of whenever it arrives. */
    public Label(String studyInstanceUid, Density density, String reader) {
        this(studyInstanceUid, Optional.empty(), Optional.of(density), reader, Optional.empty(), Standing.REPORTED);
    }

    @Override
    public String toString() {
        return "a label " + density.map(Density::name).orElse("taken back"); // never the identifiers
    }
}
