package io.perennial.dicom;

import java.util.Map;

/** The encodings this product reads (PS3.5 § 10, annex A); it writes all of them but the retired one. */
public enum TransferSyntax {
    IMPLICIT_VR_LITTLE_ENDIAN("1.2.840.10008.1.2", Form.IMPLICIT),
    EXPLICIT_VR_LITTLE_ENDIAN("1.2.840.10008.1.2.1", Form.PLAIN),
    /** The whole data set compressed as one, pixels and all. */
    DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN("1.2.840.10008.1.2.1.99", Form.DEFLATED),
    /** Retired, and still found in archives. */
    EXPLICIT_VR_BIG_ENDIAN("1.2.840.10008.1.2.2", Form.BIG_ENDIAN),
    /** Process 14, any predictor. */
    JPEG_LOSSLESS("1.2.840.10008.1.2.4.57", Form.ENCAPSULATED),
    /** Process 14, selection value 1. */
    JPEG_LOSSLESS_FIRST_ORDER("1.2.840.10008.1.2.4.70", Form.ENCAPSULATED),
    JPEG_2000_LOSSLESS("1.2.840.10008.1.2.4.90", Form.ENCAPSULATED),
    /** Lossless or not. */
    JPEG_2000("1.2.840.10008.1.2.4.91", Form.ENCAPSULATED),
    RLE_LOSSLESS("1.2.840.10008.1.2.5", Form.ENCAPSULATED);

    private enum Form {
        IMPLICIT,
        PLAIN,
        DEFLATED,
        BIG_ENDIAN,
        ENCAPSULATED
    }

    private static final Map<String, String> UNSUPPORTED = Map.ofEntries(
            Map.entry("1.2.840.10008.1.2.1.98", "Encapsulated Uncompressed Explicit VR Little Endian"),
            Map.entry("1.2.840.10008.1.2.4.50", "JPEG Baseline"),
            Map.entry("1.2.840.10008.1.2.4.51", "JPEG Extended"),
            Map.entry("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless"),
            Map.entry("1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless"),
            Map.entry("1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Lossless"),
            Map.entry("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2"),
            Map.entry("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile"),
            Map.entry("1.2.840.10008.1.2.4.110", "JPEG XL Lossless"),
            Map.entry("1.2.840.10008.1.2.4.112", "JPEG XL"),
            Map.entry("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless"),
            Map.entry("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 Lossless RPCL"),
            Map.entry("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000"));

    private static final String WHAT_TO_SEND =
            "; send Explicit or Implicit VR Little Endian, RLE Lossless, JPEG Lossless or JPEG 2000";

    private final String uid;
    private final Form form;

    TransferSyntax(String uid, Form form) {
        this.uid = uid;
        this.form = form;
    }

    public String uid() {
        return uid;
    }

    /** Whether pixels are compressed frame by frame, in fragments. */
    public boolean encapsulated() {
        return form == Form.ENCAPSULATED;
    }

    boolean explicit() {
        return form != Form.IMPLICIT;
    }

    boolean bigEndian() {
        return form == Form.BIG_ENDIAN;
    }

    boolean deflated() {
        return form == Form.DEFLATED;
    }

    /** The syntax of a UID. @throws DicomException naming it if we cannot read it */
    static TransferSyntax of(String uid) throws DicomException {
        for (TransferSyntax syntax : values()) {
            if (syntax.uid.equals(uid)) {
                return syntax;
            }
        }
        String name = UNSUPPORTED.get(uid);
        throw DicomException.unsupported("transfer syntax " + (name == null ? uid : name + " (" + uid + ")")
                + " is not supported" + WHAT_TO_SEND);
    }
}
