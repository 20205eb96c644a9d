package io.perennial.dicom;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Value representations (PS3.5 § 6.2). */
enum Vr {
    AE,
    AS,
    AT(2, false),
    CS,
    DA,
    DS,
    DT,
    FD(8, false),
    FL(4, false),
    IS,
    LO,
    LT,
    OB(1, true),
    OD(8, true),
    OF(4, true),
    OL(4, true),
    OV(8, true),
    OW(2, true),
    PN,
    SH,
    SL(4, false),
    SQ(0, true),
    SS(2, false),
    ST,
    SV(8, true),
    TM,
    UC(true),
    UI,
    UL(4, false),
    UN(1, true),
    UR(true),
    US(2, false),
    UT(true),
    UV(8, true);

    private static final Map<String, Vr> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Vr::name, Function.identity()));

    private final boolean text;
    private final int width;
    private final boolean longForm;

    Vr() {
        this(false);
    }

    Vr(boolean longForm) {
        this.text = true;
        this.width = 1;
        this.longForm = longForm;
    }

    Vr(int width, boolean longForm) {
        this.text = false;
        this.width = width;
        this.longForm = longForm;
    }

    /** Empty for two letters that the standard does not define (yet); those have the long form. */
    static Optional<Vr> of(char first, char second) {
        return Optional.ofNullable(BY_NAME.get("" + first + second));
    }

    /** Whether explicit VR writes its length in four bytes, after two reserved ones (PS3.5 table 7.1-1). */
    boolean longForm() {
        return longForm;
    }

    /** Whether its values are strings of characters. */
    boolean text() {
        return text;
    }

    /** The bytes of one number, which the byte order turns round as one; 1 for text and plain bytes, 0 for sequences. */
    int width() {
        return width;
    }

    /** What makes a value's length even. */
    byte padding() {
        return text && this != UI ? (byte) ' ' : 0;
    }

    /** Whether values that are declared as the other can be read as this: both text, or numbers of one width. */
    boolean readsAs(Vr other) {
        return text == other.text && width == other.width;
    }
}
