package io.perennial.ingest.dicomweb;

import io.perennial.mammography.Finding;
import java.util.List;
import java.util.Optional;

/** What was wrong with an instance that is stored all the same, as Warning Reason (0008,1196) codes it (PS3.18, table I.2-1). */
enum Warning {
    /** An attribute that every mammogram must have is missing. */
    DATA_SET_DOES_NOT_MATCH_SOP_CLASS(0xB007);

    private final int code;

    Warning(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** The warning that findings give reason for. Being of no use here is none: the object may be as it should be. */
    static Optional<Warning> of(List<String> findings) {
        return findings.contains(Finding.NO_LATERALITY.name())
                ? Optional.of(DATA_SET_DOES_NOT_MATCH_SOP_CLASS)
                : Optional.empty();
    }
}
