package io.perennial.ingest;

import io.perennial.dicom.DataSet;
import io.perennial.dicom.DicomWriter;
import io.perennial.dicom.Tag;
import io.perennial.dicom.TransferSyntax;
import io.perennial.mammography.PixelMatrix;
import io.perennial.mammography.View;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Small mammograms and requests that carry them. */
public final class Simulated {

    public static final String MAMMOGRAPHY = "1.2.840.10008.5.1.4.1.1.1.2";
    public static final String BOUNDARY = "a-boundary";
    public static final String MULTIPART = "multipart/related; type=\"application/dicom\"; boundary=" + BOUNDARY;

    private Simulated() {}

    /** A whole mammogram; its pixels depend on its instance UID. */
    public static DataSet mammogram(String patient, String study, String instance, View view) {
        return with(patient, study, instance, view, 40, 32);
    }

    public static DataSet with(String patient, String study, String instance, View view, int rows, int columns) {
        char[] values = new char[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (char) ((i * 31 + instance.hashCode()) & 0xfff);
        }
        return new DataSet()
                .put(Tag.SOP_CLASS_UID, MAMMOGRAPHY)
                .put(Tag.SOP_INSTANCE_UID, instance)
                .put(Tag.MODALITY, "MG")
                .put(Tag.MANUFACTURER, "Acme")
                .put(Tag.MANUFACTURER_MODEL_NAME, "One")
                .put(Tag.PATIENT_ID, patient)
                .put(Tag.STUDY_INSTANCE_UID, study)
                .put(Tag.VIEW_POSITION, view.position())
                .put(Tag.IMAGE_LATERALITY, view.laterality().name())
                .put(new PixelMatrix(rows, columns, 12, true, values));
    }

    public static byte[] file(DataSet object) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            new DicomWriter(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).write(object, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    public static byte[] request(List<byte[]> files) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] file : files) {
            body.writeBytes(("\r\n--" + BOUNDARY + "\r\nContent-Type: application/dicom\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(file);
        }
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }

    public static byte[] request(DataSet... objects) {
        return request(java.util.Arrays.stream(objects).map(Simulated::file).toList());
    }
}
