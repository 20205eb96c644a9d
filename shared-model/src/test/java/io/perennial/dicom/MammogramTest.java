package io.perennial.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.mammography.Finding;
import io.perennial.mammography.View;
import java.io.ByteArrayInputStream;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MammogramTest {

    @Test
    void findsNothingAgainstAPlainMammogram() throws Exception {
        Mammogram mammogram = Mammogram.of(header(mammogram())).orElseThrow();

        assertThat(mammogram.isPlain()).isTrue();
        assertThat(mammogram.findings()).isEmpty();
        assertThat(mammogram.view()).contains(View.LCC);
    }

    static Stream<Arguments> findings() {
        return Stream.of(
                change(Finding.IMPLANT, object -> object.put(Tag.BREAST_IMPLANT_PRESENT, "YES")),
                change(Finding.IMPLANT, object -> modified(object, "399209000", "SCT")),
                change(Finding.IMPLANT, object -> modified(object, "R-102D5", "SNM3")),
                change(Finding.PARTIAL_VIEW, object -> object.put(Tag.PARTIAL_VIEW, "YES")),
                change(Finding.NO_LATERALITY, object -> object.put(Tag.IMAGE_LATERALITY, "")),
                change(Finding.NO_LATERALITY, object -> object.put(Tag.IMAGE_LATERALITY, "B")),
                change(Finding.NOT_STANDARD_VIEW, object -> object.put(Tag.VIEW_POSITION, "ML")),
                change(Finding.NOT_STANDARD_VIEW, object -> object.put(Tag.VIEW_POSITION, "")),
                change(Finding.SPOT_OR_MAGNIFICATION, object -> modified(object, "399163009", "SCT")),
                change(Finding.SPOT_OR_MAGNIFICATION, object -> modified(object, "399055006", "SCT")),
                change(Finding.BURNED_IN_ANNOTATION, object -> object.put(Tag.BURNED_IN_ANNOTATION, "YES")),
                change(Finding.NO_PATIENT_ID, object -> object.put(Tag.PATIENT_ID, "")),
                change(Finding.MULTI_FRAME, object -> object.put(Tag.NUMBER_OF_FRAMES, "25")));
    }

    @ParameterizedTest
    @MethodSource("findings")
    void tellsWhatSpeaksAgainstAnImage(Finding finding, UnaryOperator<DataSet> change) throws Exception {
        Mammogram mammogram = Mammogram.of(header(change.apply(mammogram()))).orElseThrow();

        assertThat(mammogram.isPlain()).isTrue();
        assertThat(mammogram.findings()).containsExactly(finding);
        assertThat(finding.sentence()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.840.10008.5.1.4.1.1.1.2.1, MG, FOR_PROCESSING",
        "1.2.840.10008.5.1.4.1.1.13.1.3, MG, TOMOSYNTHESIS",
        "1.2.840.10008.5.1.4.1.1.1.2, DX, NOT_MAMMOGRAPHY"
    })
    void knowsMammogramsThatTheModelDoesNotRead(String sopClass, String modality, Finding finding) throws Exception {
        DataSet object = mammogram().put(Tag.SOP_CLASS_UID, sopClass).put(Tag.MODALITY, modality);

        Mammogram mammogram = Mammogram.of(header(object)).orElseThrow();

        assertThat(mammogram.isPlain()).isFalse();
        assertThat(mammogram.findings()).containsExactly(finding);
    }

    @Test
    void findsTheSameInADeidentifiedCopy() throws Exception {
        DataSet object = modified(mammogram(), "399209000", "SCT").put(Tag.PARTIAL_VIEW, "YES");
        java.io.ByteArrayOutputStream copy = new java.io.ByteArrayOutputStream();

        DicomHeader original = new Deidentification(new TestReplacements(), DicomLimits.DEFAULT)
                .copy(new ByteArrayInputStream(plain(object)), copy);

        DicomHeader copied = DicomFile.read(new ByteArrayInputStream(copy.toByteArray()), DicomLimits.DEFAULT)
                .header();
        assertThat(Mammogram.of(copied).orElseThrow().findings())
                .isEqualTo(Mammogram.of(original).orElseThrow().findings())
                .containsExactly(Finding.IMPLANT, Finding.PARTIAL_VIEW);
    }

    @Test
    void isNoneOfAnotherClass() throws Exception {
        DataSet radiograph = mammogram().put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.1");

        assertThat(Mammogram.of(header(radiograph))).isEmpty();
    }

    private static Arguments change(Finding finding, UnaryOperator<DataSet> change) {
        return Arguments.of(finding, change);
    }

    private static DataSet mammogram() {
        return TestImages.mammogram(TestImages.pixels(4, 4, 12));
    }

    private static DataSet modified(DataSet object, String code, String scheme) {
        return object.put(
                Tag.VIEW_CODE_SEQUENCE,
                TestImages.code("399162004", "SCT", "cranio-caudal")
                        .put(Tag.VIEW_MODIFIER_CODE_SEQUENCE, TestImages.code(code, scheme, "as coded")));
    }

    private static byte[] plain(DataSet object) throws Exception {
        return TestImages.written(object, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    private static DicomHeader header(DataSet object) throws Exception {
        return DicomFile.read(new ByteArrayInputStream(plain(object)), DicomLimits.DEFAULT)
                .header();
    }
}
