package io.perennial.ingest.label;

/** How a report stands to the one that its reader gave before; where two bear the same time, the higher rank is the later. */
public enum Standing {
    /** It says a density. */
    REPORTED(0),
    /** It says a density in place of another: FHIR's amended, corrected, appended. */
    REVISED(1),
    /** It takes back what was said, and says nothing. */
    WITHDRAWN(2);

    private final int rank;

    Standing(int rank) {
        this.rank = rank;
    }

    int rank() {
        return rank;
    }
}
