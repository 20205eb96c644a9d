package io.perennial.bench.serving;

import io.perennial.bench.Sample;
import io.perennial.dicom.DicomException;
import io.perennial.dicom.DicomFile;
import io.perennial.dicom.DicomLimits;
import io.perennial.mammography.PixelMatrix;
import io.perennial.network.Preprocessing;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Measures by itself what lies between a decoded image and the network. */
public final class PreprocessingTime {

    private static final int WARM_UP = 50;
    private static final int TIMES = 100;

    private PreprocessingTime() {}

    /**
     * Seconds from stored values to what the network sees.
     *
     * @param image a DICOM object
     * @param size edge of the network's images in pixels
     */
    public static Sample of(byte[] image, int size) throws DicomException, IOException {
        PixelMatrix pixels = DicomFile.read(new ByteArrayInputStream(image), DicomLimits.DEFAULT)
                .pixels();
        float[] grey = new float[size * size];
        double[] seconds = new double[TIMES];
        for (int i = -WARM_UP; i < TIMES; i++) {
            long begun = System.nanoTime();
            Preprocessing.toUnitInterval(Preprocessing.toGrey16(pixels, size), grey, 0);
            if (i >= 0) {
                seconds[i] = (System.nanoTime() - begun) / 1e9;
            }
        }
        return new Sample(seconds);
    }
}
