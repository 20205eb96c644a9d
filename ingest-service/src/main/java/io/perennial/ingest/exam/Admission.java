package io.perennial.ingest.exam;

/** What became of an image that came in. */
public enum Admission {
    /** It is new, and stored. */
    STORED,
    /** The same object was stored before. */
    REPEATED,
    /** Another object was stored before under the same SOP Instance UID; that one is kept. */
    OTHER_CONTENT,
    /** Its exam was stored before as another patient's. */
    OTHER_PATIENT
}
