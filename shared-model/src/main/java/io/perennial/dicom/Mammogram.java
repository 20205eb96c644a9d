package io.perennial.dicom;

import io.perennial.mammography.PixelMatrix;
import io.perennial.mammography.View;
import java.util.Optional;

/**
 * A DICOM object as a mammogram. What training takes for one is what serving may read, so both ask here.
 */
public final class Mammogram {

    /** SOP Class UID of Digital Mammography X-Ray Image Storage - For Presentation (PS3.6, annex A). */
    public static final String FOR_PRESENTATION = "1.2.840.10008.5.1.4.1.1.1.2";

    private final DicomFile file;

    private Mammogram(DicomFile file) {
        this.file = file;
    }

    /** Empty unless it is a Digital Mammography X-Ray Image - For Presentation of modality MG. */
    public static Optional<Mammogram> of(DicomFile file) {
        boolean mammogram =
                file.text(Tag.SOP_CLASS_UID).filter(FOR_PRESENTATION::equals).isPresent()
                        && file.text(Tag.MODALITY).filter("MG"::equals).isPresent();
        return mammogram ? Optional.of(new Mammogram(file)) : Optional.empty();
    }

    /** Its projection; empty if it is none of the four standard ones, or does not say which. */
    public Optional<View> view() {
        String laterality = file.text(Tag.IMAGE_LATERALITY)
                .or(() -> file.text(Tag.LATERALITY))
                .orElse("");
        return View.of(laterality, file.text(Tag.VIEW_POSITION).orElse(""));
    }

    /** Whether it shows part of the breast alone, as it says itself (Partial View (0028,1350)). */
    public boolean isPartial() {
        return file.text(Tag.PARTIAL_VIEW).filter("YES"::equals).isPresent();
    }

    /** Its pixels. @throws DicomException as {@link DicomFile#pixels} */
    public PixelMatrix pixels() throws DicomException {
        return file.pixels();
    }
}
