package io.perennial.dicom;

/** Value representations (PS3.5 § 6.2) of the attributes we know. */
enum Vr {
    AE,
    AS,
    AT,
    CS,
    DA,
    DS,
    DT,
    IS,
    LO,
    LT,
    OB(true),
    OW(true),
    PN,
    SH,
    SQ(true),
    SS,
    ST,
    TM,
    UI,
    US,
    UT(true);

    private final boolean longForm;

    Vr() {
        this(false);
    }

    Vr(boolean longForm) {
        this.longForm = longForm;
    }

    /** Whether explicit VR writes its length in four bytes, after two reserved ones. */
    boolean longForm() {
        return longForm;
    }

    /** Whether its values are strings of characters. */
    boolean text() {
        return switch (this) {
            case AT, OB, OW, SQ, SS, US -> false;
            default -> true;
        };
    }

    /** What makes a value's length even. */
    byte padding() {
        return this == UI || this == OB ? 0 : (byte) ' ';
    }

    /**
     * Whether a representation of these two letters, known here or not, has the long form (PS3.5 table 7.1-1): the short
     * form is the closed list.
     */
    static boolean longForm(char first, char second) {
        return !switch ("" + first + second) {
            case "AE",
                    "AS",
                    "AT",
                    "CS",
                    "DA",
                    "DS",
                    "DT",
                    "FL",
                    "FD",
                    "IS",
                    "LO",
                    "LT",
                    "PN",
                    "SH",
                    "SL",
                    "SS",
                    "ST",
                    "TM",
                    "UI",
                    "UL",
                    "US" -> true;
            default -> false;
        };
    }
}
