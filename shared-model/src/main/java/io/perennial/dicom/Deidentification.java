package io.perennial.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Copies an object without what tells whose it is: PS3.15 annex E, Basic Application Level Confidentiality Profile with the
 * options Retain Patient Characteristics and Retain Device Identity.
 *
 * <p>What leaves is built anew from the attributes that {@link Retention} names; all others, private ones, curves and
 * overlays among them, have no way through. The same object gives the same bytes.
 *
 * @see <a href="https://dicom.nema.org/medical/dicom/current/output/html/part15.html#chapter_E">PS3.15 annex E</a>
 */
public final class Deidentification {

    private final Replacements replacements;
    private final DicomLimits limits;

    public Deidentification(Replacements replacements, DicomLimits limits) {
        this.replacements = replacements;
        this.limits = limits;
    }

    /**
     * Copies one Part 10 object in one pass, its header in bounded memory, its pixels as they pass, unchanged but for byte
     * order. Uncompressed and deflated syntaxes leave as Explicit VR Little Endian, the others as they came.
     *
     * @param in is read to its end and stays open
     * @param out what was written when an exception is thrown must be thrown away; stays open
     * @return the original attributes, which must be neither stored nor logged
     * @throws DicomException if it is no complete, well-formed image object within the limits, or its syntax is unsupported
     */
    public DicomHeader copy(InputStream in, OutputStream out) throws DicomException, IOException {
        try (DicomReader reader = DicomReader.open(in, limits)) {
            DicomHeader original = reader.header();
            TransferSyntax came = original.transferSyntax();
            DicomWriter writer = new DicomWriter(came.encapsulated() ? came : TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            writer.write(new RetainedAttributes(original, replacements).dataSet(), out);
            reader.pixels(new PixelCopy(original, out));
            reader.finish();
            return original;
        }
    }

    /** A text of an original that may be kept apart from it: empty if the patient's name, number or birth date occurs in it. */
    public static Optional<String> retained(DicomHeader original, Tag tag) {
        return original.text(tag).filter(text -> !new Identifiers(original).occurIn(text));
    }
}
