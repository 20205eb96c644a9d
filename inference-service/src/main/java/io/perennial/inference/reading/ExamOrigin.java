package io.perennial.inference.reading;

import io.perennial.dicom.DataSet;
import io.perennial.dicom.DicomHeader;
import io.perennial.dicom.Tag;
import java.util.List;
import java.util.Optional;

/**
 * Whose exam it is, in its sender's own names, for answers that must say so. It goes back to the sender and nowhere else, and
 * prints as nothing.
 *
 * @param study its Study Instance UID; empty where no image has one
 * @param studyDate YYYYMMDD, as far as the first image gives it
 * @param header the first image's patient and study, byte for byte, in its own character set
 * @param images in the order in which they came
 */
public record ExamOrigin(
        Optional<String> study, Optional<String> studyDate, DataSet header, List<ImageReference> images) {

    // what a further object of the study shares with it: Patient and General Study Modules (PS3.3, C.7.1.1 and C.7.2.1)
    private static final Tag[] SHARED = {
        Tag.SPECIFIC_CHARACTER_SET,
        Tag.PATIENT_NAME,
        Tag.PATIENT_ID,
        Tag.ISSUER_OF_PATIENT_ID,
        Tag.PATIENT_BIRTH_DATE,
        Tag.PATIENT_SEX,
        Tag.STUDY_INSTANCE_UID,
        Tag.STUDY_DATE,
        Tag.STUDY_TIME,
        Tag.STUDY_ID,
        Tag.ACCESSION_NUMBER,
        Tag.REFERRING_PHYSICIAN_NAME,
        Tag.STUDY_DESCRIPTION
    };

    public ExamOrigin {
        images = List.copyOf(images);
    }

    /** What the first image says. */
    static ExamOrigin of(DicomHeader first) {
        return new ExamOrigin(
                first.text(Tag.STUDY_INSTANCE_UID),
                first.text(Tag.STUDY_DATE),
                new DataSet().copy(first, SHARED),
                List.of());
    }

    ExamOrigin with(Optional<String> anyImagesStudy, List<ImageReference> allImages) {
        return new ExamOrigin(anyImagesStudy, studyDate, header, allImages);
    }

    @Override
    public String toString() {
        return "an exam's origin";
    }
}
