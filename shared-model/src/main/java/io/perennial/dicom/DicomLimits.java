package io.perennial.dicom;

/**
 * How much of an untrusted file is read before it is refused.
 *
 * @param fileBytes the whole file
 * @param valueBytes one attribute that is kept, pixel data apart; attributes nobody asks for are skipped at any length
 * @param nesting sequences within sequences
 * @param pixels rows × columns
 */
public record DicomLimits(long fileBytes, int valueBytes, int nesting, int pixels) {

    /** Room for the largest mammography detectors (about 24 megapixels) and unusually long headers. */
    public static final DicomLimits DEFAULT = new DicomLimits(128L << 20, 128 << 10, 16, 40_000_000);

    public DicomLimits {
        if (fileBytes < 1 || valueBytes < 1 || nesting < 0 || pixels < 1) {
            throw new IllegalArgumentException("no file fits limits of " + fileBytes + " bytes, " + valueBytes
                    + " bytes a value, nesting " + nesting + ", " + pixels + " pixels");
        }
    }

    /** All attributes that are kept, together: room for eight of the longest. */
    long headerBytes() {
        return 8L * valueBytes;
    }

    // at two bytes a pixel, and one to make the length even
    long pixelBytes() {
        return 2L * pixels + 1;
    }
}
