package io.perennial.inference.reading.sr;

import io.perennial.dicom.DataSet;
import io.perennial.dicom.Tag;

/**
 * A coded concept.
 *
 * @param value at most 16 characters
 * @param scheme who defines it, such as {@code DCM} (PS3.16, annex D), {@code SCT} (SNOMED CT), {@code UCUM}
 * @param meaning at most 64 characters, ASCII
 */
record Code(String value, String scheme, String meaning) {

    static Code dcm(String value, String meaning) {
        return new Code(value, "DCM", meaning);
    }

    static Code snomed(String value, String meaning) {
        return new Code(value, "SCT", meaning);
    }

    static Code ucum(String value, String meaning) {
        return new Code(value, "UCUM", meaning);
    }

    /** A concept of ours, where no standard has one. */
    static Code ours(String value, String meaning) {
        return new Code(value, "99PERENNIAL", meaning);
    }

    DataSet item() {
        return new DataSet()
                .put(Tag.CODE_VALUE, value)
                .put(Tag.CODING_SCHEME_DESIGNATOR, scheme)
                .put(Tag.CODE_MEANING, meaning);
    }
}
