package io.perennial.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.perennial.mammography.PixelMatrix;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pixels in every syntax, as other makers' programs encoded them. */
class CompressedPixelsTest {

    @ParameterizedTest
    @FieldSource("io.perennial.dicom.Fixtures#LOSSLESS")
    void decodesBitExactly(String fixture) throws Exception {
        DicomFile file = read(Fixtures.bytes(fixture));

        PixelMatrix expected = Fixtures.pixels(fixture);
        assertThat(file.pixels().bitsStored()).isEqualTo(expected.bitsStored());
        assertThat(file.pixels().values()).isEqualTo(expected.values());
        assertThat(file.text(Tag.PATIENT_NAME)).contains(TestImages.PATIENT_NAME);
        assertThat(file.header()
                        .items(Tag.VIEW_CODE_SEQUENCE)
                        .get(0)
                        .items(Tag.VIEW_MODIFIER_CODE_SEQUENCE)
                        .get(0)
                        .text(Tag.CODE_VALUE))
                .contains("399197002");
    }

    @Test
    void decodesLossyJpeg2000CloseToWhatItWas() throws Exception {
        char[] values = read(Fixtures.bytes(Fixtures.LOSSY)).pixels().values();

        char[] original = Fixtures.pixels(Fixtures.LOSSY).values();
        assertThat(IntStream.range(0, values.length).map(i -> Math.abs(values[i] - original[i])))
                .allMatch(difference -> difference <= 8);
    }

    /** A picture filled up with zeros would pass for a dark one. */
    @ParameterizedTest
    @FieldSource("io.perennial.dicom.Fixtures#LOSSLESS")
    void refusesPixelsThatAreCutOffAnywhere(String fixture) throws Exception {
        DicomFile whole = read(Fixtures.bytes(fixture));
        byte[] codestream = codestream(Fixtures.bytes(fixture));
        FrameShape shape = FrameShape.of(whole.header(), DicomLimits.DEFAULT);

        // an end marker and a byte that makes the length even may be missing
        for (int length = 0; length < codestream.length - 3; length++) {
            byte[] cut = Arrays.copyOf(codestream, length);
            assertThatExceptionOfType(DicomException.class)
                    .as("%d of %d bytes", length, codestream.length)
                    .isThrownBy(() -> DicomFile.decode(whole.transferSyntax(), cut, shape));
        }
    }

    /** Restart intervals, point transforms and odd depths, which the programs at hand do not write. */
    @ParameterizedTest
    @CsvSource({"1, 0, 0", "4, 5, 0", "7, 1, 0", "2, 3, 2", "6, 0, 3", "1, 2, 1"})
    void decodesLosslessJpegWithRestartsAndPointTransforms(int predictor, int linesToRestart, int pointTransform)
            throws Exception {
        for (int bits : new int[] {9, 11, 13, 15, 16}) {
            PixelMatrix pixels = TestImages.pixels(13, 19, bits);
            for (int i = 0; i < pixels.values().length; i++) {
                pixels.values()[i] &= (char) -(1 << pointTransform);
            }
            byte[] jpeg = LosslessJpegEncoder.encode(pixels, predictor, linesToRestart, pointTransform);

            DicomFile file = read(
                    TestImages.written(TestImages.mammogram(pixels).putCompressed(jpeg), TransferSyntax.JPEG_LOSSLESS));

            assertThat(file.pixels().values()).as("%d bits", bits).isEqualTo(pixels.values());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rle-12", "jpeg-lossless-predictor4-12", "jpeg-2000-lossless-12"})
    void joinsFragments(String fixture) throws Exception {
        byte[] codestream = codestream(Fixtures.bytes(fixture));
        DataSet object = TestImages.mammogram(Fixtures.pixels(fixture));
        int[] cuts = {0, 2, 64, 130, codestream.length};
        byte[][] fragments = IntStream.range(1, cuts.length)
                .mapToObj(i -> Arrays.copyOfRange(codestream, cuts[i - 1], cuts[i]))
                .toArray(byte[][]::new);

        DicomFile file = read(TestImages.written(
                object.putCompressed(fragments), read(Fixtures.bytes(fixture)).transferSyntax()));

        assertThat(file.pixels().values()).isEqualTo(Fixtures.pixels(fixture).values());
    }

    @ParameterizedTest
    @CsvSource({
        "rle-12, it cannot fill 36000000 pixels",
        "jpeg-lossless-first-order-12, 13 × 19 samples",
        "jpeg-2000-lossless-12, 13 × 19 samples"
    })
    void takesNoMemoryForAPictureThatIsOnlyAnnounced(String fixture, String message) throws Exception {
        DicomFile file = read(Fixtures.bytes(fixture));
        FrameShape announced = new FrameShape(6000, 6000, 16, 12, false);

        assertThatExceptionOfType(DicomException.class)
                .isThrownBy(
                        () -> DicomFile.decode(file.transferSyntax(), codestream(Fixtures.bytes(fixture)), announced))
                .withMessageContaining(message);
    }

    @Test
    void refusesJpeg2000ThatIsCutIntoNeedlesslyManyPieces() throws Exception {
        byte[] codestream = codestream(Fixtures.bytes("jpeg-2000-lossless-12"));
        // SOC, SIZ marker and length, capabilities; then width, height, offset, tile size
        int[] fields = {8, 12, 24, 28};
        int[] values = {6000, 6000, 64, 64};
        for (int i = 0; i < fields.length; i++) {
            java.nio.ByteBuffer.wrap(codestream).putInt(fields[i], values[i]);
        }

        DicomException e = catchThrowableOfType(
                DicomException.class, () -> Jpeg2000.decode(codestream, new FrameShape(6000, 6000, 16, 12, false)));

        assertThat(e).hasMessage("the JPEG 2000 data has 8836 tiles, more than the 4096 allowed");
        assertThat(e.reason()).isEqualTo(DicomException.Reason.TOO_LARGE);
    }

    /** Found by the fuzz test: JJ2000 waited for ever for a bit that is not set. */
    @Test
    void endsWhereverTwoBytesFfStandInJpeg2000Data() throws Exception {
        byte[] whole = codestream(Fixtures.bytes(Fixtures.LOSSY));
        FrameShape shape = new FrameShape(13, 19, 16, 12, false);
        List<String> refusals = new ArrayList<>();

        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            for (int at = whole.length / 4; at < whole.length - 4; at++) {
                byte[] damaged = whole.clone();
                damaged[at] = (byte) 0xFF;
                damaged[at + 1] = (byte) 0xFF;
                try {
                    assertThat(Jpeg2000.decode(damaged, shape)).hasSize(13 * 19);
                } catch (DicomException e) {
                    refusals.add(e.getMessage());
                }
            }
        });

        assertThat(refusals).isNotEmpty().allMatch(refusal -> refusal.startsWith("the JPEG 2000 data"));
    }

    @Test
    void refusesADeflatedDataSetThatUnpacksToTooMuch() throws Exception {
        byte[] file = TestImages.written(
                TestImages.mammogram(new PixelMatrix(2000, 1000, 12, false, new char[2_000_000])),
                TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);
        DicomLimits limits = new DicomLimits(1 << 20, 1 << 12, 4, 4_000_000);
        assertThat(file.length).isLessThan(10_000);

        DicomException e = catchThrowableOfType(
                DicomException.class, () -> DicomFile.read(new ByteArrayInputStream(file), limits));

        assertThat(e.reason()).isEqualTo(DicomException.Reason.TOO_LARGE);
    }

    @Test
    void refusesADeflatedDataSetThatIsCutOff() throws Exception {
        byte[] whole = Fixtures.bytes("deflated-12");

        for (int length = 300; length < whole.length - 2; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(DicomException.class).isThrownBy(() -> read(cut));
        }
    }

    @Test
    void readsItsOwnDeflatedFiles() throws Exception {
        PixelMatrix pixels = TestImages.pixels(30, 40, 14);

        DicomFile file = read(
                TestImages.written(TestImages.mammogram(pixels), TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN));

        assertThat(file.pixels().values()).isEqualTo(pixels.values());
    }

    @Test
    void refusesPlainPixelsInASyntaxOfCompressedOnesAndTheReverse() throws Exception {
        byte[] plain = TestImages.written(
                TestImages.mammogram(TestImages.pixels(2, 2, 12)), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        byte[] compressed = Fixtures.bytes("rle-12");

        assertThatExceptionOfType(DicomException.class)
                .isThrownBy(() -> read(TestBytes.replaced(plain, "1.2.840.10008.1.2.1\0", "1.2.840.10008.1.2.5\0")))
                .withMessageContaining("is not compressed");
        assertThatExceptionOfType(DicomException.class)
                .isThrownBy(
                        () -> read(TestBytes.replaced(compressed, "1.2.840.10008.1.2.5\0", "1.2.840.10008.1.2.1\0")))
                .withMessageContaining("has no length");
    }

    private static byte[] codestream(byte[] file) throws Exception {
        try (DicomReader reader = DicomReader.open(new ByteArrayInputStream(file), DicomLimits.DEFAULT)) {
            PixelBytes pixels = new PixelBytes(1 << 20, true);
            reader.pixels(pixels);
            return pixels.bytes();
        }
    }

    private static DicomFile read(byte[] bytes) throws Exception {
        return DicomFile.read(new ByteArrayInputStream(bytes), DicomLimits.DEFAULT);
    }
}
