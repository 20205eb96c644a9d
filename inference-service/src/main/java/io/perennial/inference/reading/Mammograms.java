package io.perennial.inference.reading;

import io.perennial.dicom.DicomException;
import io.perennial.dicom.DicomFile;
import io.perennial.dicom.Tag;
import io.perennial.mammography.View;
import io.perennial.problem.ProblemException;
import java.util.Optional;

/** Takes from a DICOM object what a model was trained to read, and refuses everything else. */
final class Mammograms {

    // PS3.4, table B.5-1
    private static final String FOR_PRESENTATION = "1.2.840.10008.5.1.4.1.1.1.2";
    private static final String FOR_PROCESSING = "1.2.840.10008.5.1.4.1.1.1.2.1";

    private Mammograms() {}

    /** The image in this file. @throws ProblemException (422) if it is no mammogram for presentation in a standard view */
    static ViewImage view(DicomFile file) throws DicomException {
        String sopClass = file.required(Tag.SOP_CLASS_UID);
        if (sopClass.equals(FOR_PROCESSING)) {
            throw new ProblemException(
                    422, "this is a mammogram for processing; the model reads those for presentation");
        }
        if (!sopClass.equals(FOR_PRESENTATION)) {
            throw new ProblemException(
                    422, "this is no Digital Mammography X-Ray Image Storage – For Presentation object");
        }
        return new ViewImage(standardView(file), file.pixels());
    }

    private static View standardView(DicomFile file) {
        Optional<String> laterality = file.text(Tag.IMAGE_LATERALITY).or(() -> file.text(Tag.LATERALITY));
        return laterality
                .flatMap(side -> file.text(Tag.VIEW_POSITION).flatMap(position -> View.of(side, position)))
                .orElseThrow(() -> new ProblemException(
                        422,
                        "the model reads CC and MLO views of the left or right breast; Image Laterality (0020,0062) and View"
                                + " Position (0018,5101) name no such view"));
    }
}
