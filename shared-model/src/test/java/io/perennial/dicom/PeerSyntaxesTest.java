package io.perennial.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perennial.mammography.PixelMatrix;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects that dcmtk, GDCM and pydicom rewrite in every transfer syntax hold the pixels and words they were given. */
class PeerSyntaxesTest {

    private static final String TRANSCODE = "src/test/python/transcode.py";
    private static final int[] DEPTHS = {8, 10, 12, 14, 16};

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "+ti, IMPLICIT_VR_LITTLE_ENDIAN",
        "+te, EXPLICIT_VR_LITTLE_ENDIAN",
        "+tb, EXPLICIT_VR_BIG_ENDIAN",
        "+td, DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN"
    })
    void readsWhatDcmtkConverted(String option, TransferSyntax syntax) throws Exception {
        Peer dcmconv = Peer.named("dcmconv");

        for (int bits : DEPTHS) {
            Path source = source(bits);
            for (String lengths : new String[] {"+e", "-e", "+g"}) { // explicit and undefined, group lengths
                Path target = directory.resolve("converted.dcm");
                dcmconv.run(option, lengths, source, target);
                assertReads(target, syntax, bits);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-ot", "+ot"})
    void readsWhatDcmtkRunLengthEncoded(String offsets) throws Exception {
        Peer dcmcrle = Peer.named("dcmcrle");

        for (int bits : DEPTHS) {
            Path target = directory.resolve("rle.dcm");
            dcmcrle.run(offsets, source(bits), target);
            assertReads(target, TransferSyntax.RLE_LOSSLESS, bits);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void readsEveryPredictorOfDcmtksLosslessJpeg(int predictor) throws Exception {
        Peer dcmcjpeg = Peer.named("dcmcjpeg");

        for (int bits : DEPTHS) {
            Path target = directory.resolve("jpeg.dcm");
            dcmcjpeg.run("+el", "+sv", predictor, source(bits), target);
            assertReads(target, TransferSyntax.JPEG_LOSSLESS, bits);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-ot", "+ot"})
    void readsDcmtksFirstOrderJpegInOneFragmentAndInMany(String offsets) throws Exception {
        Peer dcmcjpeg = Peer.named("dcmcjpeg");

        for (int bits : DEPTHS) {
            for (String[] fragments : new String[][] {{"+ff"}, {"+fs", "1"}}) {
                Path target = directory.resolve("jpeg.dcm");
                Object[] options = Stream.of(
                                Stream.of("+e1", offsets), Stream.of(fragments), Stream.of(source(bits), target))
                        .flatMap(s -> s)
                        .toArray();
                dcmcjpeg.run(options);
                assertReads(target, TransferSyntax.JPEG_LOSSLESS_FIRST_ORDER, bits);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "4, 5, 0", "7, 1, 0", "2, 3, 2", "6, 0, 3"})
    void readsRestartsAndPointTransformsAsDcmtkDoes(int predictor, int linesToRestart, int pointTransform)
            throws Exception {
        Peer dcmdjpeg = Peer.named("dcmdjpeg");

        for (int bits : DEPTHS) {
            PixelMatrix pixels = pixels(bits);
            byte[] jpeg = LosslessJpegEncoder.encode(pixels, predictor, linesToRestart, pointTransform);
            Path compressed = directory.resolve("jpeg.dcm");
            Path decoded = directory.resolve("decoded.dcm");
            Files.write(
                    compressed,
                    TestImages.written(TestImages.mammogram(pixels).putCompressed(jpeg), TransferSyntax.JPEG_LOSSLESS));
            dcmdjpeg.run(compressed, decoded);

            assertThat(read(compressed).pixels().values())
                    .isEqualTo(read(decoded).pixels().values());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--deflated, DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN",
        "--jpeg, JPEG_LOSSLESS_FIRST_ORDER",
        "--j2k, JPEG_2000_LOSSLESS"
    })
    void readsWhatGdcmConverted(String option, TransferSyntax syntax) throws Exception {
        Peer gdcmconv = Peer.named("gdcmconv");

        for (int bits : DEPTHS) {
            Path target = directory.resolve("gdcm.dcm");
            gdcmconv.run(option, source(bits), target);
            assertReads(target, syntax, bits);
        }
    }

    @Test
    void readsWhatGdcmRunLengthEncoded() throws Exception {
        Peer gdcmconv = Peer.named("gdcmconv");

        for (int bits : DEPTHS) {
            PixelMatrix pixels = TestImages.pixels(36, 52, bits); // it takes no odd number of pixels
            Path target = directory.resolve("gdcm.dcm");
            gdcmconv.run("--rle", source(pixels), target);
            assertThat(read(target).transferSyntax()).isEqualTo(TransferSyntax.RLE_LOSSLESS);
            assertThat(read(target).pixels().values()).isEqualTo(pixels.values());
        }
    }

    @ParameterizedTest
    @CsvSource({"-t, '16,16'", "-n, 1", "-n, 4"})
    void readsTilesAndResolutionsOfGdcmsJpeg2000(String option, String value) throws Exception {
        Peer gdcmconv = Peer.named("gdcmconv");

        for (int bits : DEPTHS) {
            Path target = directory.resolve("gdcm.dcm");
            gdcmconv.run("--j2k", option, value, source(bits), target);
            assertReads(target, TransferSyntax.JPEG_2000_LOSSLESS, bits);
        }
    }

    /** The wavelet of lossy JPEG 2000 is not an integer one: decoders round differently. */
    @ParameterizedTest
    @CsvSource({"8, 1", "12, 1", "14, 1", "16, 4"})
    void readsLossyJpeg2000AsGdcmDoes(int bits, int tolerance) throws Exception {
        Peer gdcmconv = Peer.named("gdcmconv");
        PixelMatrix grey = pixels(bits);
        for (int i = 0; i < grey.values().length; i++) { // far from black and white, which GDCM does not stop at
            grey.values()[i] = (char) (grey.values()[i] / 2 + (1 << bits) / 4);
        }
        Path lossy = directory.resolve("lossy.dcm");
        Path decoded = directory.resolve("decoded.dcm");
        gdcmconv.run("--j2k", "--lossy", "--irreversible", "-q", "45", source(grey), lossy);
        gdcmconv.run("--raw", lossy, decoded);

        DicomFile ours = read(lossy);

        assertThat(ours.transferSyntax()).isEqualTo(TransferSyntax.JPEG_2000);
        assertThat(largestDifference(ours.pixels(), read(decoded).pixels())).isLessThanOrEqualTo(tolerance);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 10, 12, 14, 16})
    void turnsNoWhiteIntoBlackWhereLossyCompressionOvershoots(int bits) throws Exception {
        Peer gdcmconv = Peer.named("gdcmconv");
        Path lossy = directory.resolve("lossy.dcm");
        gdcmconv.run("--j2k", "--lossy", "--irreversible", "-q", "70", source(bits), lossy);

        PixelMatrix pixels = read(lossy).pixels();

        assertThat(largestDifference(pixels, pixels(bits))).isLessThan((1 << bits) / 4);
    }

    @ParameterizedTest
    @CsvSource({
        "implicit, IMPLICIT_VR_LITTLE_ENDIAN",
        "explicit, EXPLICIT_VR_LITTLE_ENDIAN",
        "big, EXPLICIT_VR_BIG_ENDIAN",
        "deflated, DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN",
        "rle, RLE_LOSSLESS"
    })
    void readsWhatPydicomConverted(String name, TransferSyntax syntax) throws Exception {
        Peer python = Peer.pydicom();
        assumeTrue(Files.exists(Path.of(TRANSCODE)), "not run from the module's directory");

        for (int bits : new int[] {8, 12}) {
            Path target = directory.resolve("pydicom.dcm");
            python.run(TRANSCODE, source(bits), target, name, "undefined");
            assertReads(target, syntax, bits);
        }
    }

    private static PixelMatrix pixels(int bits) {
        return TestImages.pixels(37, 53, bits); // an odd number of pixels, so that 8 bits need padding
    }

    private Path source(int bits) throws Exception {
        return source(pixels(bits));
    }

    private Path source(PixelMatrix pixels) throws Exception {
        Path source = directory.resolve("source.dcm");
        Files.write(source, TestImages.written(TestImages.mammogram(pixels), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
        return source;
    }

    private static int largestDifference(PixelMatrix a, PixelMatrix b) {
        return IntStream.range(0, a.values().length)
                .map(i -> Math.abs(a.values()[i] - b.values()[i]))
                .max()
                .orElseThrow();
    }

    private static DicomFile read(Path path) throws Exception {
        return DicomFile.read(new ByteArrayInputStream(Files.readAllBytes(path)), DicomLimits.DEFAULT);
    }

    private static void assertReads(Path path, TransferSyntax syntax, int bits) throws Exception {
        DicomFile file = read(path);
        assertThat(file.transferSyntax()).isEqualTo(syntax);
        PixelMatrix expected = pixels(bits);
        PixelMatrix pixels = file.pixels();
        assertThat(pixels.bitsStored()).isEqualTo(bits);
        assertThat(pixels.values()).as("%s, %d bits", syntax, bits).isEqualTo(expected.values());
        assertThat(file.text(Tag.MANUFACTURER)).contains("Büchner Röntgen");
        assertThat(file.header().items(Tag.VIEW_CODE_SEQUENCE))
                .singleElement()
                .satisfies(view -> assertThat(view.items(Tag.VIEW_MODIFIER_CODE_SEQUENCE))
                        .singleElement()
                        .satisfies(modifier ->
                                assertThat(modifier.text(Tag.CODE_MEANING)).contains("Rolled Lateral")));
    }
}
