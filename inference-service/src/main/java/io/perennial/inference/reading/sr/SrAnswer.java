package io.perennial.inference.reading.sr;

import io.perennial.dicom.DicomWriter;
import io.perennial.dicom.TransferSyntax;
import io.perennial.inference.reading.AnswerForm;
import io.perennial.inference.reading.ExamOrigin;
import io.perennial.inference.reading.Reading;
import io.perennial.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A reading as a DICOM Structured Report, a Part 10 file. */
@Singleton
class SrAnswer implements AnswerForm {

    private final DensityReport report;

    SrAnswer(
            ReportSettings settings,
            @ConfigProperty(name = "perennial.lineage") String lineage,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        String uid = settings.deviceUid().orElseGet(() -> Device.uid(ReportSettings.host() + "/" + lineage));
        this.report = new DensityReport(new Device(uid, version), () -> Device.uid(UUID.randomUUID()));
    }

    @Override
    public String mediaType() {
        return "application/dicom";
    }

    @Override
    public int preference() {
        return 0;
    }

    @Override
    public void check(ExamOrigin origin) {
        boolean complete = origin.study().isPresent()
                && origin.images().stream().allMatch(image -> image.series().isPresent());
        if (!complete) {
            throw new ProblemException(
                    422,
                    "a report belongs to its images' study and names their series: each image needs Study Instance UID"
                            + " (0020,000D) and Series Instance UID (0020,000E)");
        }
    }

    @Override
    public Object body(Reading reading, ExamOrigin origin) {
        try {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            new DicomWriter(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)
                    .write(report.of(reading, origin, LocalDateTime.now(ZoneId.systemDefault())), file);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail to be written
        }
    }
}
