package io.perennial.dicom;

/** Why an object cannot be used. The message is a sentence for the sender and never quotes an attribute's value. */
public final class DicomException extends Exception {

    /** What kind of failure it is; a STOW-RS answer tells them apart. */
    public enum Reason {
        /** It breaks the standard or is cut off. */
        MALFORMED,
        /** It is larger than the limits allow. */
        TOO_LARGE,
        /** It is valid, but needs something this product does not do. */
        UNSUPPORTED
    }

    private final Reason reason;

    private DicomException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    static DicomException malformed(String message) {
        return new DicomException(Reason.MALFORMED, message);
    }

    static DicomException tooLarge(String message) {
        return new DicomException(Reason.TOO_LARGE, message);
    }

    static DicomException unsupported(String message) {
        return new DicomException(Reason.UNSUPPORTED, message);
    }

    public Reason reason() {
        return reason;
    }
}
