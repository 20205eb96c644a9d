package io.perennial.inference.reading.sr;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.perennial.dicom.DataSet;
import io.perennial.dicom.Tag;
import io.perennial.inference.reading.ExamOrigin;
import io.perennial.inference.reading.ImageReference;
import io.perennial.inference.reading.Reading;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A reading as a Comprehensive 3D SR (PS3.3, A.35.13) in a series of its own in the study of its images. Complete and, as nobody
 * looked at it, unverified.
 */
final class DensityReport {

    private static final String COMPREHENSIVE_3D_SR = "1.2.840.10008.5.1.4.1.1.88.34";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT);
    private static final DataSet[] NONE = {};
    // present, empty where the images do not say (type 2)
    private static final Tag[] ALWAYS_PRESENT = {
        Tag.PATIENT_NAME,
        Tag.PATIENT_ID,
        Tag.PATIENT_BIRTH_DATE,
        Tag.PATIENT_SEX,
        Tag.STUDY_DATE,
        Tag.STUDY_TIME,
        Tag.STUDY_ID,
        Tag.ACCESSION_NUMBER,
        Tag.REFERRING_PHYSICIAN_NAME
    };

    private final Device device;
    private final Supplier<String> newUid;

    DensityReport(Device device, Supplier<String> newUid) {
        this.device = device;
        this.newUid = newUid;
    }

    /**
     * The report.
     *
     * @param origin with a study, and a series for each image
     * @param now on the clock of the place
     */
    DataSet of(Reading reading, ExamOrigin origin, LocalDateTime now) {
        DataSet report = new DataSet();
        for (Tag tag : ALWAYS_PRESENT) {
            report.put(tag, "");
        }
        report.putAll(origin.header())
                .put(Tag.STUDY_INSTANCE_UID, origin.study().orElseThrow());
        series(report);
        equipment(report);
        document(report, origin, now);
        return report.putAll(
                new ContentTree(reading, origin.images(), device, newUid).root().attributes());
    }

    private void series(DataSet report) {
        report.put(Tag.MODALITY, "SR")
                .put(Tag.SERIES_INSTANCE_UID, newUid.get())
                .put(Tag.SERIES_NUMBER, "1")
                .put(Tag.SERIES_DESCRIPTION, "Breast density, read by software")
                .put(Tag.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE, NONE);
    }

    private void equipment(DataSet report) {
        report.put(Tag.MANUFACTURER, Device.MANUFACTURER)
                .put(Tag.MANUFACTURER_MODEL_NAME, Device.MODEL)
                .put(Tag.DEVICE_SERIAL_NUMBER, device.uid())
                .put(Tag.SOFTWARE_VERSIONS, device.software());
    }

    private void document(DataSet report, ExamOrigin origin, LocalDateTime now) {
        report.put(Tag.SOP_CLASS_UID, COMPREHENSIVE_3D_SR)
                .put(Tag.SOP_INSTANCE_UID, newUid.get())
                .put(Tag.INSTANCE_NUMBER, "1")
                .put(Tag.CONTENT_DATE, DATE.format(now))
                .put(Tag.CONTENT_TIME, TIME.format(now))
                .put(Tag.COMPLETION_FLAG, "COMPLETE")
                .put(Tag.VERIFICATION_FLAG, "UNVERIFIED")
                .put(Tag.PERFORMED_PROCEDURE_CODE_SEQUENCE, NONE)
                .put(Tag.CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE, evidence(origin));
    }

    // every image that the tree refers to, by study and series (PS3.3, C.17.2.3)
    private static DataSet evidence(ExamOrigin origin) {
        Map<String, List<ImageReference>> bySeries = origin.images().stream()
                .collect(groupingBy(image -> image.series().orElseThrow(), LinkedHashMap::new, toList()));
        DataSet[] series = bySeries.entrySet().stream()
                .map(entry -> new DataSet()
                        .put(Tag.SERIES_INSTANCE_UID, entry.getKey())
                        .put(
                                Tag.REFERENCED_SOP_SEQUENCE,
                                entry.getValue().stream()
                                        .map(ContentItem::reference)
                                        .toArray(DataSet[]::new)))
                .toArray(DataSet[]::new);
        return new DataSet()
                .put(Tag.STUDY_INSTANCE_UID, origin.study().orElseThrow())
                .put(Tag.REFERENCED_SERIES_SEQUENCE, series);
    }
}
