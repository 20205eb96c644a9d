package io.perennial.dicom;

import io.perennial.mammography.PixelMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/**
 * {@link TestImages}, 13 × 19 pixels of 8 and of 12 bits, as dcmtk 3.6.7 (dcmconv, dcmcrle, dcmcjpeg) and GDCM 3.0.21
 * (gdcmconv, for JPEG 2000) wrote them in each transfer syntax.
 */
final class Fixtures {

    static final List<String> LOSSLESS = List.of(
            "implicit-12",
            "big-endian-8",
            "big-endian-12",
            "deflated-12",
            "rle-8",
            "rle-12",
            "jpeg-lossless-first-order-8",
            "jpeg-lossless-first-order-12",
            "jpeg-lossless-predictor1-12",
            "jpeg-lossless-predictor2-12",
            "jpeg-lossless-predictor3-12",
            "jpeg-lossless-predictor4-12",
            "jpeg-lossless-predictor5-12",
            "jpeg-lossless-predictor6-12",
            "jpeg-lossless-predictor7-12",
            "jpeg-2000-lossless-8",
            "jpeg-2000-lossless-12");

    static final String LOSSY = "jpeg-2000-lossy-12";

    private Fixtures() {}

    static byte[] bytes(String name) throws IOException {
        try (InputStream in = Fixtures.class.getResourceAsStream(name + ".dcm")) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    /** What it was before it was compressed. */
    static PixelMatrix pixels(String name) {
        return TestImages.pixels(13, 19, name.endsWith("-8") ? 8 : 12);
    }
}
