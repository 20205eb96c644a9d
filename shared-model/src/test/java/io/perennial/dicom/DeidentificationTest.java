package io.perennial.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.perennial.mammography.PixelMatrix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

class DeidentificationTest {

    private static final PixelMatrix PIXELS = TestImages.pixels(13, 19, 12);

    private final Deidentification deidentification = new Deidentification(new TestReplacements(), DicomLimits.DEFAULT);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @FieldSource("io.perennial.dicom.Fixtures#LOSSLESS")
    void keepsTheImageOfEverySyntaxAndNothingThatTellsWhose(String fixture) throws Exception {
        byte[] copy = copy(Fixtures.bytes(fixture));

        DicomFile file = read(copy);
        assertThat(file.pixels().values()).isEqualTo(Fixtures.pixels(fixture).values());
        assertThat(file.text(Tag.MANUFACTURER)).contains("Büchner Röntgen");
        assertThat(file.text(Tag.SOFTWARE_VERSIONS)).contains("1.0\\2.1");
        assertThat(new String(copy, StandardCharsets.ISO_8859_1))
                .doesNotContain("NIGHT", "Night", "ODILE", "Odile", "KILDARE", "ROOM3", "ACC-", "STUDY-42")
                .doesNotContain(TestImages.PATIENT_ID, TestImages.BIRTH_DATE, "20240229", "101112")
                .doesNotContain("2.25.100000000000001", "2.25.200000000000002", "2.25.300000000000003");
    }

    @ParameterizedTest
    @EnumSource
    void leavesPlainSyntaxesAsExplicitLittleEndianAndOthersAsTheyCame(TransferSyntax syntax) throws Exception {
        String fixture = switch (syntax) {
            case IMPLICIT_VR_LITTLE_ENDIAN -> "implicit-12";
            case EXPLICIT_VR_LITTLE_ENDIAN -> "";
            case DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN -> "deflated-12";
            case EXPLICIT_VR_BIG_ENDIAN -> "big-endian-12";
            case JPEG_LOSSLESS -> "jpeg-lossless-predictor4-12";
            case JPEG_LOSSLESS_FIRST_ORDER -> "jpeg-lossless-first-order-12";
            case JPEG_2000_LOSSLESS -> "jpeg-2000-lossless-12";
            case JPEG_2000 -> Fixtures.LOSSY;
            case RLE_LOSSLESS -> "rle-12";
        };
        byte[] original = fixture.isEmpty() ? plain(TestImages.mammogram(PIXELS)) : Fixtures.bytes(fixture);

        DicomFile copy = read(copy(original));

        assertThat(copy.transferSyntax())
                .isEqualTo(syntax.encapsulated() ? syntax : TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(copy.pixels().values()).isEqualTo(read(original).pixels().values());
    }

    @Test
    void givesTheOriginalAttributesBackAndTheSameBytesForTheSameObject() throws Exception {
        byte[] object = plain(TestImages.mammogram(PIXELS));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        DicomHeader original = deidentification.copy(new ByteArrayInputStream(object), out);

        assertThat(original.text(Tag.PATIENT_ID)).contains(TestImages.PATIENT_ID);
        assertThat(original.text(Tag.STUDY_INSTANCE_UID)).contains("2.25.100000000000001");
        assertThat(out.toByteArray()).isEqualTo(copy(object));
    }

    @Test
    void saysWhatWasDone() throws Exception {
        DicomHeader copy = read(copy(plain(TestImages.mammogram(PIXELS)))).header();

        assertThat(copy.text(Tag.PATIENT_IDENTITY_REMOVED)).contains("YES");
        assertThat(copy.items(Tag.DEIDENTIFICATION_METHOD_CODE_SEQUENCE))
                .map(item -> item.text(Tag.CODE_VALUE).orElseThrow())
                .containsExactly("113100", "113108", "113109");
        assertThat(copy.text(Tag.LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED)).contains("REMOVED");
    }

    @Test
    void replacesUidsAndPatientAsItIsToldAndLeavesThoseOfTheStandard() throws Exception {
        DataSet object = TestImages.mammogram(PIXELS)
                .put(
                        Tag.SOURCE_IMAGE_SEQUENCE,
                        new DataSet()
                                .put(Tag.REFERENCED_SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.2.1")
                                .put(Tag.REFERENCED_SOP_INSTANCE_UID, "2.25.300000000000003"));
        TestReplacements replacements = new TestReplacements();

        DicomHeader copy = read(copy(plain(object))).header();

        String instance = replacements.uid("2.25.300000000000003");
        assertThat(copy.text(Tag.SOP_INSTANCE_UID)).contains(instance);
        assertThat(copy.text(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID)).contains(instance);
        assertThat(copy.text(Tag.SOP_CLASS_UID)).contains("1.2.840.10008.5.1.4.1.1.1.2");
        DicomHeader source = copy.items(Tag.SOURCE_IMAGE_SEQUENCE).get(0);
        assertThat(source.text(Tag.REFERENCED_SOP_INSTANCE_UID)).contains(instance);
        assertThat(source.text(Tag.REFERENCED_SOP_CLASS_UID)).contains("1.2.840.10008.5.1.4.1.1.1.2.1");
        assertThat(copy.text(Tag.PATIENT_ID))
                .isEqualTo(copy.text(Tag.PATIENT_NAME))
                .hasValueSatisfying(patient -> assertThat(patient).startsWith("p-"));
    }

    @ParameterizedTest
    @CsvSource({"045Y, 045Y", "089Y, 089Y", "090Y, 090Y", "101Y, 090Y", "011M, 011M", "'47', ''", "'Odile', ''"})
    void tellsNobodysAgeAboveNinety(String age, String told) throws Exception {
        DataSet object = TestImages.mammogram(PIXELS).put(Tag.PATIENT_AGE, age);

        assertThat(read(copy(plain(object))).text(Tag.PATIENT_AGE).orElse("")).isEqualTo(told);
    }

    /** By name, number or birth date, whatever case, accents and punctuation. */
    @ParameterizedTest
    @CsvSource({
        "Ödilé's scanner",
        "XNIGHTINGERX",
        "zx48151623",
        "11.07.1953",
        "1953-07-11",
        "07/11/1953",
        "nightinger-odile"
    })
    void blanksKeptTextInWhichThePatientOccurs(String text) throws Exception {
        DataSet object = TestImages.mammogram(PIXELS)
                .put(Tag.MANUFACTURER, text)
                .put(Tag.DETECTOR_ID, "fine", text.length() > 16 ? text.substring(0, 16) : text)
                .put(Tag.VIEW_CODE_SEQUENCE, TestImages.code("399162004", "SCT", "cranio-caudal of " + text));

        DicomHeader copy = read(copy(plain(object))).header();

        assertThat(copy.text(Tag.MANUFACTURER)).isEmpty();
        assertThat(copy.text(Tag.DETECTOR_ID).orElse("")).startsWith("fine").doesNotContain(text);
        DicomHeader view = copy.items(Tag.VIEW_CODE_SEQUENCE).get(0);
        assertThat(view.text(Tag.CODE_MEANING)).isEmpty();
        assertThat(view.text(Tag.CODE_VALUE)).contains("399162004");
        assertThat(copy.text(Tag.MANUFACTURER_MODEL_NAME)).contains("Mammo 3000");
    }

    @Test
    void dropsValuesThatBreakTheirRepresentation() throws Exception {
        DataSet object = TestImages.mammogram(PIXELS)
                .put(Tag.KVP, "see Mrs. O.")
                .put(Tag.IMAGE_TYPE, "ORIGINAL", "of Mrs. N., room 3")
                .put(Tag.MANUFACTURER, "a\u0007b\r\nc" + "d".repeat(100));

        DicomHeader copy = read(copy(plain(object))).header();

        assertThat(copy.text(Tag.KVP)).isEmpty();
        assertThat(copy.text(Tag.IMAGE_TYPE)).contains("ORIGINAL\\");
        assertThat(copy.text(Tag.MANUFACTURER)).contains("abc" + "d".repeat(61));
    }

    @Test
    void dropsValuesThatOnlyImplicitLengthsCanHold() throws Exception {
        String[] spacings = new String[30_000];
        Arrays.fill(spacings, "0.07");
        DataSet object = TestImages.mammogram(PIXELS).put(Tag.IMAGER_PIXEL_SPACING, spacings);
        DicomLimits limits = new DicomLimits(10 << 20, 1 << 20, 4, 1000);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        new Deidentification(new TestReplacements(), limits)
                .copy(
                        new ByteArrayInputStream(TestImages.written(object, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN)),
                        out);

        assertThat(read(out.toByteArray()).text(Tag.IMAGER_PIXEL_SPACING)).isEmpty();
    }

    @Test
    void dropsPrivateAttributesOverlaysCurvesAndWhatFollowsThePixels() throws Exception {
        byte[] object = plain(TestImages.mammogram(PIXELS));
        byte[] odd = TestBytes.joined(
                TestBytes.inserted(
                        object, "\u0010\0\u0010\0PN", TestBytes.attribute(0x0009, 0x0010, "LO", "Nightinger Co.")),
                TestBytes.attribute(0x7FE1, 0x0010, "LO", "Odile1"));
        byte[] odder = TestBytes.inserted(
                odd,
                "\u00e0\u007f\u0010\0OW",
                TestBytes.attribute(0x5000, 0x3000, "OB", "Odile2"),
                TestBytes.attribute(0x6000, 0x3000, "OB", "Odile3"));

        byte[] copy = copy(odder);

        assertThat(new String(odder, StandardCharsets.ISO_8859_1)).contains("Odile1", "Odile2", "Odile3");
        assertThat(new String(copy, StandardCharsets.ISO_8859_1)).doesNotContain("Odile", "Nightinger");
        assertThat(copy).isEqualTo(copy(object));
    }

    @Test
    void dropsWhatHidesAboveTheStoredBits() throws Exception {
        byte[] object = plain(TestImages.mammogram(PIXELS));
        byte[] marked = object.clone();
        marked[marked.length - 1] |= (byte) 0xF0;

        assertThat(copy(marked)).isEqualTo(copy(object));
    }

    @Test
    void refusesAnObjectWhosePixelsAreCutOff() throws Exception {
        for (String fixture : List.of("implicit-12", "big-endian-8", "rle-12", "jpeg-2000-lossless-12")) {
            byte[] whole = Fixtures.bytes(fixture);
            for (int missing : new int[] {1, 8, 20}) {
                byte[] cut = Arrays.copyOf(whole, whole.length - missing);
                assertThatExceptionOfType(DicomException.class)
                        .isThrownBy(() -> copy(cut))
                        .withMessageContaining("cut off");
            }
        }
    }

    @Test
    void refusesAHeaderThatIsTooLarge() throws Exception {
        DicomLimits limits = new DicomLimits(10 << 20, 100, 4, 1000);
        byte[] object = plain(TestImages.mammogram(PIXELS));

        assertThatExceptionOfType(DicomException.class)
                .isThrownBy(() -> new Deidentification(new TestReplacements(), limits)
                        .copy(new ByteArrayInputStream(object), new ByteArrayOutputStream()))
                .matches(e -> e.reason() == DicomException.Reason.TOO_LARGE);
    }

    @ParameterizedTest
    @FieldSource("io.perennial.dicom.Fixtures#LOSSLESS")
    void leavesWhatOtherMakersProgramsAccept(String fixture) throws Exception {
        Path copy = directory.resolve("copy.dcm");
        Files.write(copy, copy(Fixtures.bytes(fixture)));

        String dumped = Peer.named("dcmdump").run(copy);
        String verified = Peer.named("dciodvfy").run("-new", copy);

        assertThat(dumped).doesNotContain("W:", "E:").contains("113100");
        assertThat(verified.lines().filter(line -> line.startsWith("Error"))).isEmpty();
    }

    @Test
    void leavesWhatPydicomReadsAtItsStrictest() throws Exception {
        Peer python = Peer.pydicom();
        Path copy = directory.resolve("copy.dcm");
        for (String fixture : List.of("implicit-12", "big-endian-8", "deflated-12", "rle-12")) {
            Files.write(copy, copy(Fixtures.bytes(fixture)));

            String sum = python.run("src/test/python/strict.py", copy);

            int expected = new String(Fixtures.pixels(fixture).values()).chars().sum();
            assertThat(sum.strip()).isEqualTo(String.valueOf(expected));
        }
    }

    private byte[] copy(byte[] original) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        deidentification.copy(new ByteArrayInputStream(original), out);
        return out.toByteArray();
    }

    private static byte[] plain(DataSet object) throws Exception {
        return TestImages.written(object, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    private static DicomFile read(byte[] bytes) throws Exception {
        return DicomFile.read(new ByteArrayInputStream(bytes), DicomLimits.DEFAULT);
    }
}
