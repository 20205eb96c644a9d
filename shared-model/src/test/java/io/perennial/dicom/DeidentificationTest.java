package io.perennial.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.perennial.mammography.PixelMatrix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DeidentificationTest {

    private static final char[] VALUES = {0, 1, 2047, 4095, 17, 300};

    private static final Replacements REPLACEMENTS = new Replacements() {
        @Override
        public String uid(String original) {
            return "2.25.777" + original.replace(".", "");
        }

        @Override
        public String patient(DicomHeader original) throws DicomException {
            return "pseudonym-" + original.required(Tag.PATIENT_ID).length();
        }
    };

    private final Deidentification deidentification = new Deidentification(REPLACEMENTS, DicomLimits.DEFAULT);

    @Test
    void keepsTheImageAndTellsNothingOfThePatient() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        DicomHeader original = deidentification.copy(
                new ByteArrayInputStream(written(mammogram(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN)), out);

        assertThat(original.text(Tag.PATIENT_ID)).contains("P-0001");
        DicomFile copy = DicomFile.read(new ByteArrayInputStream(out.toByteArray()), DicomLimits.DEFAULT);
        assertThat(copy.transferSyntax()).isEqualTo(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(copy.pixels().values()).isEqualTo(VALUES);
        assertThat(copy.text(Tag.PATIENT_ID)).contains("pseudonym-6");
        assertThat(copy.text(Tag.SOP_INSTANCE_UID)).contains("2.25.7772253");
        assertThat(out.toString(StandardCharsets.ISO_8859_1)).doesNotContain("NIGHTINGER", "P-0001", "19600214");
    }

    @Test
    void refusesAnObjectWhosePixelsAreCutOff() throws Exception {
        byte[] whole = written(mammogram(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);

        assertThatExceptionOfType(DicomException.class)
                .isThrownBy(() -> deidentification.copy(new ByteArrayInputStream(cut), new ByteArrayOutputStream()))
                .withMessageContaining("cut off");
    }

    private static DataSet mammogram() {
        return new DataSet()
                .put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.2")
                .put(Tag.SOP_INSTANCE_UID, "2.25.3")
                .put(Tag.STUDY_INSTANCE_UID, "2.25.1")
                .put(Tag.PATIENT_NAME, "NIGHTINGER^ODILE")
                .put(Tag.PATIENT_ID, "P-0001")
                .put(Tag.PATIENT_BIRTH_DATE, "19600214")
                .put(new PixelMatrix(2, 3, 12, true, VALUES));
    }

    private static byte[] written(DataSet object, TransferSyntax syntax) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DicomWriter(syntax).write(object, out);
        return out.toByteArray();
    }
}
