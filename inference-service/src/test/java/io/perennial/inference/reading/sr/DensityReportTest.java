package io.perennial.inference.reading.sr;

import static io.perennial.inference.testing.TestReadings.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perennial.dicom.DataSet;
import io.perennial.dicom.DicomWriter;
import io.perennial.dicom.Tag;
import io.perennial.dicom.TransferSyntax;
import io.perennial.inference.reading.Reading;
import io.perennial.inference.testing.Python;
import io.perennial.inference.testing.TestMammograms;
import io.perennial.inference.testing.TestReadings;
import io.perennial.inference.testing.Tool;
import io.perennial.mammography.View;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs that others wrote make of a report. */
class DensityReportTest {

    private static final LocalDateTime NOW = LocalDateTime.of(2026, 3, 16, 9, 30, 5);
    private static final Reading READING = TestReadings.of(
            view(0.4, View.LCC, 0.01, 0.17, 0.74, 0.08),
            view(0.3, View.LMLO, 0.01, 0.83, 0.08, 0.08),
            view(7.5, View.RCC, 0.9, 0.1, 0, 0));

    @TempDir
    private Path directory;

    @Test
    void isAWellFormedObjectToDciodvfy() throws IOException {
        Tool dciodvfy = Tool.named("dciodvfy");

        Tool.Outcome verdict = dciodvfy.run(report(object -> {}).toString());

        assertThat(verdict.text()).contains("Comprehensive3DSR").doesNotContain("Error");
    }

    @Test
    void isAWellFormedObjectAlsoWhereTheImagesSayLittle() throws IOException {
        Tool dciodvfy = Tool.named("dciodvfy");

        Tool.Outcome verdict = dciodvfy.run(report(object ->
                        object.put(Tag.PATIENT_NAME, "").put(Tag.STUDY_DATE, "").put(Tag.PATIENT_SEX, ""))
                .toString());

        assertThat(verdict.text()).contains("Comprehensive3DSR").doesNotContain("Error");
    }

    @Test
    void isADocumentToDsrdump() throws IOException {
        Tool dsrdump = Tool.named("dsrdump");

        Tool.Outcome document = dsrdump.run("+Pc", "+U8", report(object -> {}).toString());

        assertThat(document.status()).isZero();
        assertThat(document.text())
                .contains("Comprehensive 3D SR Document")
                .contains(TestMammograms.PATIENT)
                .contains("(129715009,SCT,\"Breast composition\")=(129718006,SCT,\"Heterogeneously dense\")");
    }

    @Test
    void saysToPydicomWhatWasRead() throws IOException, InterruptedException {
        String found = python().run("-c", """
                import sys, pydicom
                report = pydicom.dcmread(sys.argv[1])
                print(report.SOPClassUID, report.Modality, report.PatientID, report.StudyInstanceUID, report.ContentDate)
                def walk(item, depth):
                    name = item.ConceptNameCodeSequence[0].CodeMeaning if 'ConceptNameCodeSequence' in item else '-'
                    value = ''
                    if item.ValueType == 'CODE': value = item.ConceptCodeSequence[0].CodeValue
                    if item.ValueType == 'TEXT': value = item.TextValue
                    if item.ValueType == 'IMAGE': value = item.ReferencedSOPSequence[0].ReferencedSOPInstanceUID
                    if item.ValueType == 'NUM':
                        measured = item.MeasuredValueSequence[0]
                        value = '%s %s' % (measured.NumericValue, measured.MeasurementUnitsCodeSequence[0].CodeValue)
                    print('%d %s %s: %s' % (depth, item.ValueType, name, value))
                    for below in item.get('ContentSequence', []): walk(below, depth + 1)
                walk(report, 0)
                evidence = report.CurrentRequestedProcedureEvidenceSequence[0]
                print('evidence', sum(len(s.ReferencedSOPSequence) for s in evidence.ReferencedSeriesSequence))
                """, report(object -> {}).toString());

        assertThat(found)
                .contains("1.2.840.10008.5.1.4.1.1.88.34 SR SECRET^PATIENT 1.2.826.0.1.1 20260316")
                .contains("0 CONTAINER Imaging Measurement Report")
                .contains("2 CONTAINER Measurement Group")
                .contains("3 TEXT Algorithm Parameters: model " + TestReadings.MODEL.digest())
                .contains("3 TEXT Algorithm Version: 7")
                .contains("3 IMAGE Source of Measurement: 1.2.826.0.1.1.2")
                .contains("3 NUM Certainty of Finding: 41.00000 %") // the mean of LCC's and LMLO's C
                .contains("3 CODE Breast composition: 129717001") // of the exam
                .contains("3 CODE Breast composition: 129718006") // of LCC
                .contains("3 TEXT Comment: Uncertain: an image is unlike those the model was made for")
                .contains("evidence 3");
    }

    @Test
    void keepsAPatientsNameInItsOwnCharacters() throws IOException, InterruptedException {
        String found = python().run(
                        "-c",
                        "import sys, pydicom; print(ascii(str(pydicom.dcmread(sys.argv[1]).PatientName)))",
                        report(object -> object.put(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                                        .put(Tag.PATIENT_NAME, "Żółć^Ewa"))
                                .toString());

        assertThat(found).contains("\\u017b\\xf3\\u0142\\u0107^Ewa");
    }

    private static Python python() throws IOException, InterruptedException {
        Optional<Python> python = Python.with("pydicom");
        assumeTrue(python.isPresent(), "no Python here has pydicom (PERENNIAL_PYTHON names another): skipped");
        return python.orElseThrow();
    }

    private Path report(Consumer<DataSet> change) throws IOException {
        AtomicInteger number = new AtomicInteger();
        DensityReport report =
                new DensityReport(new Device("2.25.1", "0.1.0"), () -> "2.25.1000" + number.incrementAndGet());
        DataSet object = report.of(
                READING,
                TestReadings.exam(change, View.LCC, View.LMLO, View.RCC).origin(),
                NOW);
        Path file = directory.resolve("report.dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            new DicomWriter(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).write(object, out);
        }
        return file;
    }
}
