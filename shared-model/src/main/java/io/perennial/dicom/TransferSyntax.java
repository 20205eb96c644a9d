package io.perennial.dicom;

import java.util.Map;

/** The encodings this product reads and writes, all of them uncompressed. */
public enum TransferSyntax {
    IMPLICIT_VR_LITTLE_ENDIAN("1.2.840.10008.1.2", false, false),
    EXPLICIT_VR_LITTLE_ENDIAN("1.2.840.10008.1.2.1", true, false),
    /** Retired, and still found in archives. */
    EXPLICIT_VR_BIG_ENDIAN("1.2.840.10008.1.2.2", true, true);

    private static final Map<String, String> UNSUPPORTED = Map.ofEntries(
            Map.entry("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian"),
            Map.entry("1.2.840.10008.1.2.4.50", "JPEG Baseline"),
            Map.entry("1.2.840.10008.1.2.4.51", "JPEG Extended"),
            Map.entry("1.2.840.10008.1.2.4.57", "JPEG Lossless"),
            Map.entry("1.2.840.10008.1.2.4.70", "JPEG Lossless, First-Order Prediction"),
            Map.entry("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless"),
            Map.entry("1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless"),
            Map.entry("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless"),
            Map.entry("1.2.840.10008.1.2.4.91", "JPEG 2000"),
            Map.entry("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless"),
            Map.entry("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 Lossless RPCL"),
            Map.entry("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000"),
            Map.entry("1.2.840.10008.1.2.5", "RLE Lossless"));

    private final String uid;
    private final boolean explicit;
    private final boolean bigEndian;

    TransferSyntax(String uid, boolean explicit, boolean bigEndian) {
        this.uid = uid;
        this.explicit = explicit;
        this.bigEndian = bigEndian;
    }

    public String uid() {
        return uid;
    }

    boolean explicit() {
        return explicit;
    }

    boolean bigEndian() {
        return bigEndian;
    }

    /** The syntax of a UID. @throws DicomException naming it if we cannot read it */
    static TransferSyntax of(String uid) throws DicomException {
        for (TransferSyntax syntax : values()) {
            if (syntax.uid.equals(uid)) {
                return syntax;
            }
        }
        String name = UNSUPPORTED.get(uid);
        throw DicomException.unsupported(
                name == null
                        ? "the transfer syntax is unknown; send Explicit or Implicit VR Little Endian"
                        : "transfer syntax " + name + " (" + uid
                                + ") is not supported; send Explicit or Implicit VR Little Endian");
    }
}
