package io.perennial.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.dicom.DicomFile;
import io.perennial.dicom.DicomLimits;
import io.perennial.dicom.Tag;
import io.perennial.mammography.PixelMatrix;
import io.perennial.mammography.View;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DigitalMammogramTest {

    private final SimulatedHospital hospital = new SimulatedHospital(7, SimulatedDomain.original(), MatrixSize.SMALL);

    @Test
    void holdsTheImagesTheScannerMade() throws Exception {
        Set<Object> formats = new HashSet<>();
        for (SimulatedExam exam : hospital.exams(0, 40)) {
            List<byte[]> files = exam.files();
            List<SimulatedImage> images = exam.images();
            for (int i = 0; i < images.size(); i++) {
                PixelMatrix pixels = read(files.get(i)).pixels();
                PixelMatrix made = images.get(i).pixels();
                assertThat(pixels.values()).isEqualTo(made.values());
                assertThat(pixels.bitsStored()).isEqualTo(made.bitsStored());
                assertThat(pixels.monochrome1()).isEqualTo(made.monochrome1());
                formats.add(List.of(read(files.get(i)).transferSyntax(), pixels.bitsStored(), pixels.monochrome1()));
            }
        }

        assertThat(formats).as("syntax, bits and photometric interpretation").hasSize(4);
    }

    @Test
    void saysWhichViewOfWhichExamItIs() throws Exception {
        SimulatedExam exam = hospital.patient(3).exams().get(0);

        List<View> views = exam.images().stream().map(SimulatedImage::view).toList();
        for (int i = 0; i < views.size(); i++) {
            DicomFile file = read(exam.files().get(i));
            assertThat(View.of(file.required(Tag.IMAGE_LATERALITY), file.required(Tag.VIEW_POSITION)))
                    .contains(views.get(i));
            assertThat(file.text(Tag.STUDY_INSTANCE_UID)).contains(exam.studyInstanceUid());
            assertThat(file.text(Tag.MANUFACTURER))
                    .contains(exam.scanner().make().manufacturer());
            assertThat(file.text(Tag.MANUFACTURER_MODEL_NAME))
                    .contains(exam.scanner().make().model());
            assertThat(file.text(Tag.PRESENTATION_INTENT_TYPE)).contains("FOR PRESENTATION");
            assertThat(file.text(Tag.PATIENT_ID)).contains("ORIGINAL-000004");
        }
    }

    @Test
    void plantsEveryIdentifierThatItNames() {
        SimulatedExam exam = hospital.patient(3).exams().get(0);
        String files = exam.files().stream()
                .map(file -> new String(file, StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining());

        assertThat(exam.identifiers()).hasSizeGreaterThan(12);
        assertThat(exam.identifiers())
                .filteredOn(identifier -> !identifier.equals(exam.reader())) // which is in the label
                .allMatch(files::contains);
    }

    @Test
    void givesEveryObjectItsOwnIdentifier() throws Exception {
        Set<String> uids = new HashSet<>();
        for (SimulatedExam exam : hospital.exams(0, 20)) {
            uids.add(exam.studyInstanceUid());
            for (byte[] file : exam.files()) {
                uids.add(read(file).required(Tag.SOP_INSTANCE_UID));
            }
        }

        assertThat(uids).hasSize(20 * 5).allMatch(uid -> uid.matches("2\\.25\\.[1-9]\\d{30,38}"));
    }

    @Test
    void isTheSameFileForTheSameSeed() {
        SimulatedHospital again = new SimulatedHospital(7, SimulatedDomain.original(), MatrixSize.SMALL);

        assertThat(again.patient(5).exams().get(0).files())
                .containsExactlyElementsOf(hospital.patient(5).exams().get(0).files());
    }

    private static DicomFile read(byte[] file) throws Exception {
        return DicomFile.read(new ByteArrayInputStream(file), DicomLimits.DEFAULT);
    }
}
