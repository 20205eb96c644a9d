package io.perennial.simulator;

import io.perennial.dicom.DataSet;
import io.perennial.dicom.Tag;
import io.perennial.mammography.Laterality;
import io.perennial.mammography.PixelMatrix;
import io.perennial.mammography.View;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A simulated image as its scanner would send it: a Digital Mammography X-Ray Image – For Presentation, with every
 * attribute its modules require (PS3.3 A.27).
 */
final class DigitalMammogram {

    private static final String SOP_CLASS = "1.2.840.10008.5.1.4.1.1.1.2";
    // of a detector of 24 × 29 cm
    private static final double DETECTOR_HEIGHT_MM = 290;
    private static final double DETECTOR_WIDTH_MM = 240;

    private DigitalMammogram() {}

    static DataSet of(SimulatedExam exam, SimulatedImage image) {
        DataSet object = new DataSet();
        patient(object, exam);
        study(object, exam);
        equipment(object, exam);
        image(object, exam, image.view());
        anatomy(object, image.view());
        presentation(object, image.pixels());
        acquisition(object, exam, image);
        return object.put(image.pixels());
    }

    private static void patient(DataSet object, SimulatedExam exam) {
        Person person = exam.person();
        object.put(Tag.PATIENT_NAME, person.name())
                .put(Tag.PATIENT_ID, person.id())
                .put(Tag.PATIENT_BIRTH_DATE, person.born().format(DateTimeFormatter.BASIC_ISO_DATE))
                .put(Tag.PATIENT_SEX, "F")
                .put(
                        Tag.PATIENT_AGE,
                        String.format(Locale.ROOT, "%03dY", ChronoUnit.YEARS.between(person.born(), exam.date())));
    }

    private static void study(DataSet object, SimulatedExam exam) {
        String date = exam.date().format(DateTimeFormatter.BASIC_ISO_DATE);
        String time = exam.paperwork().time().format(DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT));
        object.put(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                .put(Tag.STUDY_INSTANCE_UID, exam.studyInstanceUid())
                .put(Tag.STUDY_DATE, date)
                .put(Tag.STUDY_TIME, time)
                .put(Tag.STUDY_ID, exam.paperwork().accession())
                .put(Tag.ACCESSION_NUMBER, exam.paperwork().accession())
                .put(Tag.REFERRING_PHYSICIAN_NAME, exam.paperwork().physician())
                .put(Tag.STUDY_DESCRIPTION, "Screening mammography")
                .put(Tag.SERIES_INSTANCE_UID, exam.seriesInstanceUid())
                .put(Tag.SERIES_NUMBER, "1")
                .put(Tag.SERIES_DATE, date)
                .put(Tag.SERIES_TIME, time)
                .put(Tag.MODALITY, "MG")
                .put(Tag.PRESENTATION_INTENT_TYPE, "FOR PRESENTATION")
                .put(Tag.ACQUISITION_DATE, date)
                .put(Tag.ACQUISITION_TIME, time)
                .put(Tag.CONTENT_DATE, date)
                .put(Tag.CONTENT_TIME, time);
    }

    private static void equipment(DataSet object, SimulatedExam exam) {
        String unit = Long.toString(exam.scanner().make().label().hashCode() & 0xFFFFFFL);
        object.put(Tag.MANUFACTURER, exam.scanner().make().manufacturer())
                .put(Tag.MANUFACTURER_MODEL_NAME, exam.scanner().make().model())
                .put(Tag.INSTITUTION_NAME, exam.institution())
                .put(Tag.INSTITUTION_ADDRESS, exam.paperwork().address())
                .put(Tag.STATION_NAME, "MG-" + unit)
                .put(Tag.DEVICE_SERIAL_NUMBER, unit)
                .put(Tag.SOFTWARE_VERSIONS, "1.0");
    }

    private static void image(DataSet object, SimulatedExam exam, View view) {
        boolean left = view.laterality() == Laterality.L;
        String rows = left ? "A" : "P";
        String columns = view.position().equals("MLO") ? "F" + (left ? "R" : "L") : left ? "R" : "L";
        object.put(Tag.SOP_CLASS_UID, SOP_CLASS)
                .put(Tag.SOP_INSTANCE_UID, exam.sopInstanceUid(view))
                .put(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "")
                .put(Tag.INSTANCE_NUMBER, instanceNumber(view))
                .put(Tag.PATIENT_ORIENTATION, rows, columns)
                .put(Tag.QUALITY_CONTROL_IMAGE, "NO")
                .put(Tag.BURNED_IN_ANNOTATION, "NO")
                .put(Tag.LOSSY_IMAGE_COMPRESSION, "00")
                .put(Tag.ACQUISITION_CONTEXT_SEQUENCE, new DataSet[0]);
    }

    private static String instanceNumber(View view) {
        return switch (view) {
            case LCC -> "1";
            case RCC -> "2";
            case LMLO -> "3";
            case RMLO -> "4";
        };
    }

    private static void anatomy(DataSet object, View view) {
        DataSet code = view.position().equals("MLO")
                ? code("399368009", "medio-lateral oblique")
                : code("399162004", "cranio-caudal");
        object.put(Tag.IMAGE_LATERALITY, view.laterality().name())
                .put(Tag.VIEW_POSITION, view.position())
                .put(Tag.ANATOMIC_REGION_SEQUENCE, code("76752008", "Breast"))
                .put(Tag.VIEW_CODE_SEQUENCE, code.put(Tag.VIEW_MODIFIER_CODE_SEQUENCE, new DataSet[0]))
                .put(Tag.ORGAN_EXPOSED, "BREAST")
                .put(Tag.BREAST_IMPLANT_PRESENT, "NO")
                .put(Tag.PARTIAL_VIEW, "NO");
    }

    private static DataSet code(String value, String meaning) {
        return new DataSet()
                .put(Tag.CODE_VALUE, value)
                .put(Tag.CODING_SCHEME_DESIGNATOR, "SCT")
                .put(Tag.CODE_MEANING, meaning);
    }

    private static void presentation(DataSet object, PixelMatrix pixels) {
        object.put(Tag.PIXEL_INTENSITY_RELATIONSHIP, "LOG")
                .put(Tag.PIXEL_INTENSITY_RELATIONSHIP_SIGN, pixels.monochrome1() ? 1 : -1)
                .put(Tag.RESCALE_INTERCEPT, "0")
                .put(Tag.RESCALE_SLOPE, "1")
                .put(Tag.RESCALE_TYPE, "US")
                .put(Tag.WINDOW_CENTER, Integer.toString((pixels.maximumValue() + 1) / 2))
                .put(Tag.WINDOW_WIDTH, Integer.toString(pixels.maximumValue() + 1))
                .put(Tag.PRESENTATION_LUT_SHAPE, pixels.monochrome1() ? "INVERSE" : "IDENTITY");
    }

    private static void acquisition(DataSet object, SimulatedExam exam, SimulatedImage image) {
        Chance chance = Chance.of(exam.seed(), "acquisition " + image.view());
        object.put(Tag.KVP, Integer.toString(26 + chance.below(7)))
                .put(Tag.EXPOSURE_TIME, Integer.toString(400 + chance.below(900)))
                .put(Tag.X_RAY_TUBE_CURRENT, Integer.toString(80 + chance.below(40)))
                .put(Tag.EXPOSURE, Integer.toString(40 + chance.below(80)))
                .put(Tag.EXPOSURE_CONTROL_MODE, "AUTOMATIC")
                .put(Tag.ANODE_TARGET_MATERIAL, "TUNGSTEN")
                .put(Tag.FILTER_MATERIAL, "RHODIUM")
                .put(Tag.BODY_PART_THICKNESS, Integer.toString(35 + chance.below(40)))
                .put(Tag.COMPRESSION_FORCE, Integer.toString(70 + chance.below(80)))
                .put(Tag.DISTANCE_SOURCE_TO_DETECTOR, "660")
                .put(Tag.DISTANCE_SOURCE_TO_PATIENT, "660")
                .put(Tag.ESTIMATED_RADIOGRAPHIC_MAGNIFICATION_FACTOR, "1")
                .put(Tag.POSITIONER_TYPE, "MAMMOGRAPHIC")
                .put(Tag.POSITIONER_PRIMARY_ANGLE, image.view().position().equals("MLO") ? "45" : "0")
                .put(Tag.DETECTOR_TYPE, "DIRECT")
                .put(Tag.DETECTOR_CONDITIONS_NOMINAL_FLAG, "YES")
                .put(
                        Tag.IMAGER_PIXEL_SPACING,
                        decimal(DETECTOR_HEIGHT_MM / image.pixels().rows()),
                        decimal(DETECTOR_WIDTH_MM / image.pixels().columns()));
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.5f", value);
    }
}
