package io.perennial.dicom;

import io.perennial.mammography.PixelMatrix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Small mammograms of a patient who does not exist, the same at every call. */
final class TestImages {

    static final String PATIENT_NAME = "NIGHTINGER^ODILE";
    static final String PATIENT_ID = "ZX-48151623";
    static final String BIRTH_DATE = "19530711";

    private TestImages() {}

    /** Slopes, noise, edges, and both extremes: what predictors, runs and wavelets find easy and hard. */
    static PixelMatrix pixels(int rows, int columns, int bits) {
        char[] values = new char[rows * columns];
        int most = (1 << bits) - 1;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int noise = ((row * columns + column) * 0x9E3779B1) >>> 27; // 5 bits of Fibonacci hashing
                int value = most * (row + column) / (rows + columns) + noise % (bits > 8 ? 32 : 4);
                boolean flat = row < rows / 3 && column < columns / 2;
                boolean edge = row == column;
                values[row * columns + column] = (char) (flat ? 0 : edge ? most : Math.min(value, most));
            }
        }
        return new PixelMatrix(rows, columns, bits, false, values);
    }

    /** An object that is complete enough for any peer to convert. */
    static DataSet mammogram(PixelMatrix pixels) {
        return new DataSet()
                .put(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                .put(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "")
                .put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.2")
                .put(Tag.SOP_INSTANCE_UID, "2.25.300000000000003")
                .put(Tag.STUDY_DATE, "20240229")
                .put(Tag.CONTENT_DATE, "20240229")
                .put(Tag.STUDY_TIME, "101112")
                .put(Tag.CONTENT_TIME, "101112")
                .put(Tag.ACCESSION_NUMBER, "ACC-777001")
                .put(Tag.MODALITY, "MG")
                .put(Tag.PRESENTATION_INTENT_TYPE, "FOR PRESENTATION")
                .put(Tag.MANUFACTURER, "Büchner Röntgen")
                .put(Tag.INSTITUTION_NAME, "St. Nightinger Hospital")
                .put(Tag.REFERRING_PHYSICIAN_NAME, "KILDARE^JAMES")
                .put(Tag.STATION_NAME, "ROOM3")
                .put(Tag.STUDY_DESCRIPTION, "screening of Odile N.")
                .put(Tag.MANUFACTURER_MODEL_NAME, "Mammo 3000")
                .put(Tag.PATIENT_NAME, PATIENT_NAME)
                .put(Tag.PATIENT_ID, PATIENT_ID)
                .put(Tag.PATIENT_BIRTH_DATE, BIRTH_DATE)
                .put(Tag.PATIENT_SEX, "F")
                .put(Tag.PATIENT_AGE, "070Y")
                .put(Tag.KVP, "29")
                .put(Tag.DEVICE_SERIAL_NUMBER, "SN-12")
                .put(Tag.SOFTWARE_VERSIONS, "1.0", "2.1")
                .put(Tag.EXPOSURE_TIME, "900")
                .put(Tag.X_RAY_TUBE_CURRENT, "100")
                .put(Tag.EXPOSURE, "90")
                .put(Tag.IMAGER_PIXEL_SPACING, "0.07", "0.07")
                .put(Tag.ANODE_TARGET_MATERIAL, "TUNGSTEN")
                .put(Tag.BODY_PART_THICKNESS, "52")
                .put(Tag.COMPRESSION_FORCE, "110")
                .put(Tag.POSITIONER_TYPE, "MAMMOGRAPHIC")
                .put(Tag.POSITIONER_PRIMARY_ANGLE, "0")
                .put(Tag.VIEW_POSITION, "CC")
                .put(Tag.DETECTOR_TYPE, "DIRECT")
                .put(Tag.DETECTOR_ID, "D-99")
                .put(Tag.STUDY_INSTANCE_UID, "2.25.100000000000001")
                .put(Tag.SERIES_INSTANCE_UID, "2.25.200000000000002")
                .put(Tag.STUDY_ID, "STUDY-42")
                .put(Tag.SERIES_NUMBER, "1")
                .put(Tag.INSTANCE_NUMBER, "1")
                .put(Tag.PATIENT_ORIENTATION, "A", "R")
                .put(Tag.IMAGE_LATERALITY, "L")
                .put(Tag.BURNED_IN_ANNOTATION, "NO")
                .put(Tag.PIXEL_INTENSITY_RELATIONSHIP, "LOG")
                .put(Tag.PIXEL_INTENSITY_RELATIONSHIP_SIGN, -1)
                .put(Tag.WINDOW_CENTER, "2000")
                .put(Tag.WINDOW_WIDTH, "1500")
                .put(Tag.RESCALE_INTERCEPT, "0")
                .put(Tag.RESCALE_SLOPE, "1")
                .put(Tag.RESCALE_TYPE, "US")
                .put(Tag.BREAST_IMPLANT_PRESENT, "NO")
                .put(Tag.PARTIAL_VIEW, "NO")
                .put(Tag.LOSSY_IMAGE_COMPRESSION, "00")
                .put(Tag.ORGAN_EXPOSED, "BREAST")
                .put(Tag.ANATOMIC_REGION_SEQUENCE, code("76752008", "SCT", "Breast"))
                .put(Tag.ACQUISITION_CONTEXT_SEQUENCE, new DataSet[0])
                .put(
                        Tag.VIEW_CODE_SEQUENCE,
                        code("399162004", "SCT", "cranio-caudal")
                                .put(Tag.VIEW_MODIFIER_CODE_SEQUENCE, code("399197002", "SCT", "Rolled Lateral")))
                .put(Tag.PRESENTATION_LUT_SHAPE, "IDENTITY")
                .put(pixels);
    }

    static DataSet code(String value, String scheme, String meaning) {
        return new DataSet()
                .put(Tag.CODE_VALUE, value)
                .put(Tag.CODING_SCHEME_DESIGNATOR, scheme)
                .put(Tag.CODE_MEANING, meaning);
    }

    static byte[] written(DataSet object, TransferSyntax syntax) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DicomWriter(syntax).write(object, out);
        return out.toByteArray();
    }
}
