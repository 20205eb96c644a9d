package io.perennial.inference.testing;

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
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Mammograms as a scanner sends them. */
public final class TestMammograms {

    public static final String PATIENT = "SECRET^PATIENT";
    public static final String STUDY = "1.2.826.0.1.1";

    private TestMammograms() {}

    /** Pixels that the seed decides. */
    public static PixelMatrix pixels(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        char[] values = new char[96 * 64];
        for (int i = 0; i < values.length; i++) {
            values[i] = (char) random.nextInt(4096);
        }
        return new PixelMatrix(96, 64, 12, false, values);
    }

    public static byte[] of(View view, long seed) {
        return of(view, seed, object -> {});
    }

    /** The same after its attributes were changed. */
    public static byte[] of(View view, long seed, Consumer<DataSet> change) {
        DataSet object = new DataSet()
                .put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.2")
                .put(Tag.SOP_INSTANCE_UID, STUDY + "." + seed)
                .put(Tag.STUDY_INSTANCE_UID, STUDY)
                .put(Tag.SERIES_INSTANCE_UID, STUDY + ".0")
                .put(Tag.STUDY_DATE, "20260315")
                .put(Tag.PATIENT_BIRTH_DATE, "19600401")
                .put(Tag.PATIENT_SEX, "F")
                .put(Tag.MODALITY, "MG")
                .put(Tag.PATIENT_NAME, PATIENT)
                .put(Tag.PATIENT_ID, PATIENT)
                .put(Tag.IMAGE_LATERALITY, view.laterality().name())
                .put(Tag.VIEW_POSITION, view.position())
                .put(pixels(seed));
        change.accept(object);
        try {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            new DicomWriter(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).write(object, file);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A multipart/related body with boundary {@code frontier}. */
    public static byte[] exam(List<byte[]> images) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] image : images) {
            body.writeBytes(
                    "--frontier\r\nContent-Type: application/dicom\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(image);
            body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        body.writeBytes("--frontier--\r\n".getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }
}
