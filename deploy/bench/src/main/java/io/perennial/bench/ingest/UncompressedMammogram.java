package io.perennial.bench.ingest;

import io.perennial.dicom.DataSet;
import io.perennial.dicom.DicomWriter;
import io.perennial.dicom.Tag;
import io.perennial.dicom.TransferSyntax;
import io.perennial.mammography.PixelMatrix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Uncompressed 12-bit mammograms of one size and no content, each another object of another study: made by changing a few
 * bytes of one file, so that making them takes next to no time. Four of them are one exam.
 */
public final class UncompressedMammogram {

    private static final String SOP_CLASS = "1.2.840.10008.5.1.4.1.1.1.2"; // For Presentation
    private static final int DIGITS = 24;
    private static final int VIEWS = 4;
    // of other digits than any other attribute of the file
    private static final String INSTANCE = "7".repeat(DIGITS);
    private static final String STUDY = "6".repeat(DIGITS);

    private final byte[] template;
    private final List<Integer> instanceAt;
    private final List<Integer> studyAt;
    private final long run;

    /**
     * Mammograms of a square matrix.
     *
     * @param edge in pixels, of two bytes each
     * @param run distinguishes these mammograms from those of other runs, 1 to 999 999 999
     */
    public UncompressedMammogram(int edge, long run) {
        this.run = run;
        this.template = template(edge);
        this.instanceAt = places(INSTANCE);
        this.studyAt = places(STUDY);
    }

    /** In bytes, of each. */
    int length() {
        return template.length;
    }

    /** The mammogram of this number, from 0 on; below a billion. */
    public byte[] file(long number) {
        byte[] file = template.clone();
        stamp(file, instanceAt, number);
        stamp(file, studyAt, number / VIEWS);
        return file;
    }

    private void stamp(byte[] file, List<Integer> places, long number) {
        byte[] digits = "1%09d%014d".formatted(run, number).getBytes(StandardCharsets.US_ASCII);
        for (int place : places) {
            System.arraycopy(digits, 0, file, place, DIGITS);
        }
    }

    private static byte[] template(int edge) {
        char[] values = new char[edge * edge];
        SplittableRandom chance = new SplittableRandom(edge);
        for (int i = 0; i < values.length; i++) {
            values[i] = (char) chance.nextInt(1 << 12);
        }
        DataSet object = new DataSet()
                .put(Tag.SOP_CLASS_UID, SOP_CLASS)
                .put(Tag.SOP_INSTANCE_UID, "2.25." + INSTANCE)
                .put(Tag.MODALITY, "MG")
                .put(Tag.PRESENTATION_INTENT_TYPE, "FOR PRESENTATION")
                .put(Tag.MANUFACTURER, "Bench")
                .put(Tag.MANUFACTURER_MODEL_NAME, "Bench")
                .put(Tag.PATIENT_ID, STUDY)
                .put(Tag.STUDY_INSTANCE_UID, "2.25." + STUDY)
                .put(Tag.SERIES_INSTANCE_UID, "2.25.1." + STUDY)
                .put(Tag.VIEW_POSITION, "CC")
                .put(Tag.IMAGE_LATERALITY, "L")
                .put(new PixelMatrix(edge, edge, 12, false, values));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            new DicomWriter(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).write(object, file);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return file.toByteArray();
    }

    private List<Integer> places(String digits) {
        String header = new String(template, 0, Math.min(template.length, 4096), StandardCharsets.ISO_8859_1);
        List<Integer> places = new ArrayList<>();
        for (int at = header.indexOf(digits); at >= 0; at = header.indexOf(digits, at + DIGITS)) {
            places.add(at);
        }
        return places;
    }
}
