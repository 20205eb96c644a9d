package io.perennial.ingest.dicomweb;

/**
 * Why an instance was not stored, as Failure Reason (0008,1197) codes it (DICOM PS3.18, table I.2-2, and PS3.7, annex C).
 * Those of C4xx are ours, as the standard allows under "cannot understand"; docs/curl.md lists them.
 */
enum Failure {
    OUT_OF_RESOURCES(0xA700),
    TOO_LARGE(0xA700),
    OTHER_PATIENT(0xA900),
    NOT_UNDERSTOOD(0xC000),
    /** The body is no multipart body, or ends within one. */
    BROKEN_BODY(0xC000),
    TRANSFER_SYNTAX_NOT_SUPPORTED(0xC122),
    OTHER_STUDY(0xC409),
    BURNED_IN_ANNOTATION(0xC410),
    OTHER_CONTENT(0x0111),
    SOP_CLASS_NOT_SUPPORTED(0x0122);

    private final int code;

    Failure(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
