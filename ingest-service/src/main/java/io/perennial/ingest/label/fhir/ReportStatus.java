package io.perennial.ingest.label.fhir;

import io.perennial.ingest.label.Standing;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the status of a report or an observation means for a label; both use the same codes. */
final class ReportStatus {

    private ReportStatus() {}

    /** How the report stands; empty if it does not count (registered, partial, preliminary, unknown). */
    static Optional<Standing> standing(@Nullable String status) {
        return switch (status == null ? "" : status) {
            case "final" -> Optional.of(Standing.REPORTED);
            case "amended", "corrected", "appended" -> Optional.of(Standing.REVISED);
            case "cancelled", "entered-in-error" -> Optional.of(Standing.WITHDRAWN);
            default -> Optional.empty();
        };
    }
}
