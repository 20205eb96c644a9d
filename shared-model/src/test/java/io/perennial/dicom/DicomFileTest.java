package io.perennial.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perennial.mammography.PixelMatrix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DicomFileTest {

    private static final DicomLimits LIMITS = new DicomLimits(100_000, 1000, 3, 10_000);
    private static final String PATIENT = "NIGHTINGER^ODILE";
    private static final char[] VALUES = {0, 1, 2047, 4095, 17, 300};

    @ParameterizedTest
    @EnumSource(names = {"IMPLICIT_VR_LITTLE_ENDIAN", "EXPLICIT_VR_LITTLE_ENDIAN"})
    void readsWhatWasWritten(TransferSyntax syntax) throws Exception {
        byte[] written = written(mammogram(), syntax);

        DicomFile file = read(written);

        assertThat(file.transferSyntax()).isEqualTo(syntax);
        assertThat(file.text(Tag.PATIENT_NAME)).contains(PATIENT);
        assertThat(file.text(Tag.MANUFACTURER)).contains("Büchner Röntgen");
        assertThat(file.text(Tag.SOP_INSTANCE_UID)).contains("2.25.3");
        assertThat(file.text(Tag.ACCESSION_NUMBER)).isEmpty();
        assertThat(file.text(Tag.KVP)).isEmpty();
        assertThat(file.integer(Tag.ROWS)).hasValue(2);
        assertThat(file.integer(Tag.PIXEL_INTENSITY_RELATIONSHIP_SIGN)).hasValue(-1);
        assertThat(file.pixels()).satisfies(pixels -> {
            assertThat(pixels.rows()).isEqualTo(2);
            assertThat(pixels.columns()).isEqualTo(3);
            assertThat(pixels.bitsStored()).isEqualTo(12);
            assertThat(pixels.monochrome1()).isTrue();
            assertThat(pixels.values()).isEqualTo(VALUES);
        });
    }

    @Test
    void readsPixelsOfEightBitsWithTheirPadding() throws Exception {
        char[] values = {0, 127, 255};

        PixelMatrix pixels = read(written(
                        mammogram().put(new PixelMatrix(1, 3, 8, false, values)),
                        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN))
                .pixels();

        assertThat(pixels.values()).isEqualTo(values);
    }

    @Test
    void dropsBitsAboveTheStoredOnes() throws Exception {
        byte[] bytes = written(mammogram(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        bytes[bytes.length - 1] |= (byte) 0xF0;

        assertThat(read(bytes).pixels().values()).isEqualTo(VALUES);
    }

    @Test
    void passesOverSequencesOfUndefinedLength() throws Exception {
        byte[] nested = bytes(
                explicit(0x00081140, "SQ", -1),
                item(0xFFFEE000, -1),
                explicit(0x00081150, "SQ", -1),
                item(0xFFFEE000, 4),
                new byte[4],
                item(0xFFFEE0DD, 0),
                item(0xFFFEE00D, 0),
                item(0xFFFEE0DD, 0));

        DicomFile file = read(withInserted(nested));

        assertThat(file.text(Tag.PATIENT_NAME)).contains(PATIENT);
        assertThat(file.pixels().values()).isEqualTo(VALUES);
    }

    @Test
    void readsTheRetiredBigEndianSyntax() throws Exception {
        byte[] file = bytes(
                prefix(TransferSyntax.EXPLICIT_VR_BIG_ENDIAN.uid()),
                big(0x00080016, "UI", "2.25.1\0\0".getBytes(StandardCharsets.US_ASCII)),
                big(0x00080018, "UI", "2.25.3\0\0".getBytes(StandardCharsets.US_ASCII)),
                big(0x00280002, "US", new byte[] {0, 1}),
                big(0x00280004, "CS", "MONOCHROME2 ".getBytes(StandardCharsets.US_ASCII)),
                big(0x00280010, "US", new byte[] {0, 1}),
                big(0x00280011, "US", new byte[] {0, 2}),
                big(0x00280100, "US", new byte[] {0, 16}),
                big(0x00280101, "US", new byte[] {0, 14}),
                big(0x00280102, "US", new byte[] {0, 13}),
                big(0x00280103, "US", new byte[] {0, 0}),
                big(0x7FE00010, "OW", new byte[] {0x12, 0x34, 0, 7}));

        assertThat(read(file).pixels().values()).containsExactly((char) 0x1234, (char) 7);
    }

    @ParameterizedTest
    @EnumSource(names = {"IMPLICIT_VR_LITTLE_ENDIAN", "EXPLICIT_VR_LITTLE_ENDIAN"})
    void noticesAFileThatIsCutOffAnywhere(TransferSyntax syntax) throws Exception {
        byte[] whole = written(mammogram(), syntax);

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(DicomException.class)
                    .as("%d of %d bytes", length, whole.length)
                    .isThrownBy(() -> read(cut))
                    .matches(e -> e.reason() == DicomException.Reason.MALFORMED);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void survivesAnyDamageAndNeverTellsThePatientsName(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] explicit = written(mammogram(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        byte[] implicit = written(mammogram(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            for (int i = 0; i < 4000; i++) {
                byte[] damaged = damaged(i % 2 == 0 ? explicit : implicit, random);
                try {
                    DicomFile file = read(damaged);
                    file.text(Tag.PATIENT_NAME);
                    file.pixels();
                } catch (DicomException e) {
                    assertThat(e.getMessage()).isNotBlank().doesNotContain("NIGHT", "ODILE", "P-0001");
                }
            }
        });
    }

    @Test
    void takesNoMemoryForBytesThatAreOnlyAnnounced() throws Exception {
        byte[] file = written(mammogram(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(file.length - 2 * VALUES.length - 4, 79_000_000);

        DicomException e = catchThrowableOfType(
                DicomException.class, () -> DicomFile.read(new ByteArrayInputStream(file), DicomLimits.DEFAULT));

        assertThat(e).hasMessageContaining("cut off");
        assertThat(e.reason()).isEqualTo(DicomException.Reason.MALFORMED);
    }

    @Test
    void refusesAFileLargerThanAllowedWithoutReadingOn() throws Exception {
        ByteArrayOutputStream large = new ByteArrayOutputStream();
        large.writeBytes(written(mammogram(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
        for (int number = 0x7FE10000; large.size() < 2 * LIMITS.fileBytes(); number++) {
            large.writeBytes(explicit(number, "OB", 0));
        }
        ByteArrayInputStream in = new ByteArrayInputStream(large.toByteArray());

        DicomException e = catchThrowableOfType(DicomException.class, () -> DicomFile.read(in, LIMITS));

        assertThat(e.reason()).isEqualTo(DicomException.Reason.TOO_LARGE);
        assertThat(large.size() - in.available()).isLessThanOrEqualTo((int) LIMITS.fileBytes() + 2 * 8192);
    }

    @Test
    void refusesSequencesNestedTooDeep() {
        byte[] level = bytes(explicit(0x00081140, "SQ", -1), item(0xFFFEE000, -1));
        byte[] nested = bytes(level, level, level, level);

        DicomException e = catchThrowableOfType(DicomException.class, () -> read(withInserted(nested)));

        assertThat(e).hasMessage("sequences are nested more than 3 deep");
        assertThat(e.reason()).isEqualTo(DicomException.Reason.TOO_LARGE);
    }

    @Test
    void refusesAnImageWithMorePixelsThanAllowed() throws Exception {
        DataSet object = mammogram().put(new PixelMatrix(3, 3, 12, false, new char[9]));
        byte[] file = written(object, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        DicomLimits eightPixels = new DicomLimits(100_000, 1000, 3, 8);

        DicomException e = catchThrowableOfType(
                DicomException.class, () -> DicomFile.read(new ByteArrayInputStream(file), eightPixels));

        assertThat(e.reason()).isEqualTo(DicomException.Reason.TOO_LARGE);
    }

    @Test
    void refusesAnAttributeThatComesTwice() {
        byte[] second = bytes(explicitShort(0x00080018, "UI", "2.25.9".getBytes(StandardCharsets.US_ASCII)));

        DicomException e = catchThrowableOfType(DicomException.class, () -> read(withInserted(second)));

        assertThat(e).hasMessageContaining("attributes must ascend, each once");
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.840.10008.1.2.4.50, JPEG Baseline (1.2.840.10008.1.2.4.50)",
        "1.2.840.10008.1.2.4.80, JPEG-LS Lossless (1.2.840.10008.1.2.4.80)",
        "1.2.840.10008.1.2.4.201, High-Throughput JPEG 2000 Lossless (1.2.840.10008.1.2.4.201)",
        "1.2.3.4, transfer syntax 1.2.3.4 is not supported"
    })
    void namesTheTransferSyntaxItCannotRead(String uid, String name) {
        DicomException e = catchThrowableOfType(DicomException.class, () -> read(prefix(uid)));

        assertThat(e).hasMessageContaining(name);
        assertThat(e.reason()).isEqualTo(DicomException.Reason.UNSUPPORTED);
    }

    @ParameterizedTest
    @CsvSource({
        "PIXEL_REPRESENTATION, 1, signed",
        "SAMPLES_PER_PIXEL, 3, colour",
        "BITS_ALLOCATED, 32, pixels of 12 bits in 32",
        "HIGH_BIT, 15, bit 0",
        "BITS_STORED, 17, pixels of 17 bits in 16",
        "ROWS, 0, 0 rows",
        "ROWS, 3, 12 bytes where the image needs 18"
    })
    void saysWhichPixelsItCannotRead(Tag tag, int value, String message) throws Exception {
        DicomFile file = read(written(mammogram().put(tag, value), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));

        assertThatExceptionOfType(DicomException.class).isThrownBy(file::pixels).withMessageContaining(message);
    }

    @Test
    void refusesAStudyUidThatIsNone() throws Exception {
        byte[] file =
                written(mammogram().put(Tag.STUDY_INSTANCE_UID, "../../etc"), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);

        assertThatExceptionOfType(DicomException.class)
                .isThrownBy(() -> read(file))
                .withMessage("STUDY_INSTANCE_UID (0020,000D) is no UID");
    }

    @Test
    void readsEveryTagItKnowsByItsNumber() {
        assertThat(Tag.values())
                .allSatisfy(tag -> assertThat(Tag.of(tag.number())).contains(tag));
    }

    private static DataSet mammogram() {
        return new DataSet()
                .put(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                .put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.2")
                .put(Tag.SOP_INSTANCE_UID, "2.25.3")
                .put(Tag.ACCESSION_NUMBER, "")
                .put(Tag.MANUFACTURER, "Büchner Röntgen")
                .put(Tag.PATIENT_NAME, PATIENT)
                .put(Tag.PATIENT_ID, "P-0001")
                .put(Tag.STUDY_INSTANCE_UID, "2.25.1")
                .put(
                        Tag.VIEW_CODE_SEQUENCE,
                        new DataSet()
                                .put(Tag.CODE_VALUE, "399162004")
                                .put(Tag.VIEW_MODIFIER_CODE_SEQUENCE, new DataSet[0]))
                .put(Tag.PIXEL_INTENSITY_RELATIONSHIP_SIGN, -1)
                .put(new PixelMatrix(2, 3, 12, true, VALUES));
    }

    private static byte[] written(DataSet object, TransferSyntax syntax) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DicomWriter(syntax).write(object, out);
        return out.toByteArray();
    }

    private static DicomFile read(byte[] bytes) throws DicomException, IOException {
        return DicomFile.read(new ByteArrayInputStream(bytes), LIMITS);
    }

    // right before the patient's name, the first attribute of group 0010
    private static byte[] withInserted(byte[] elements) throws IOException {
        byte[] file = written(mammogram(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("\u0010\0\u0010\0PN");
        return bytes(Arrays.copyOf(file, at), elements, Arrays.copyOfRange(file, at, file.length));
    }

    private static byte[] damaged(byte[] whole, SplittableRandom random) {
        byte[] bytes = whole.clone();
        int damages = 1 + random.nextInt(8);
        for (int i = 0; i < damages; i++) {
            int at = random.nextInt(132, bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] = (byte) 0xFF;
                case 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                default -> {
                    int to = random.nextInt(132, bytes.length);
                    System.arraycopy(
                            whole, at, bytes, to, Math.min(random.nextInt(64), bytes.length - Math.max(at, to)));
                }
            }
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private static byte[] prefix(String syntax) {
        byte[] uid = syntax.getBytes(StandardCharsets.US_ASCII);
        return bytes(
                new byte[128],
                "DICM".getBytes(StandardCharsets.US_ASCII),
                explicitShort(0x00020010, "UI", Arrays.copyOf(uid, uid.length + uid.length % 2)));
    }

    private static byte[] explicitShort(int number, String vr, byte[] value) {
        byte[] header = header(ByteOrder.LITTLE_ENDIAN, number, vr)
                .putShort((short) value.length)
                .put(value)
                .array();
        return Arrays.copyOf(header, 8 + value.length);
    }

    private static byte[] explicit(int number, String vr, int length) {
        byte[] header = header(ByteOrder.LITTLE_ENDIAN, number, vr)
                .putShort((short) 0)
                .putInt(length)
                .array();
        return Arrays.copyOf(header, 12);
    }

    private static byte[] item(int number, int length) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) (number >>> 16))
                .putShort((short) number)
                .putInt(length)
                .array();
    }

    private static byte[] big(int number, String vr, byte[] value) {
        ByteBuffer header = header(ByteOrder.BIG_ENDIAN, number, vr);
        ByteBuffer length = vr.equals("OW")
                ? header.putShort((short) 0).putInt(value.length)
                : header.putShort((short) value.length);
        length.put(value).flip();
        byte[] element = new byte[length.remaining()];
        length.get(element);
        return element;
    }

    private static ByteBuffer header(ByteOrder order, int number, String vr) {
        return ByteBuffer.allocate(64)
                .order(order)
                .putShort((short) (number >>> 16))
                .putShort((short) number)
                .put(vr.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] bytes(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
