package io.perennial.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.fuzz.Mutations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * Whatever arrives is either read or refused with a sentence, in bounded memory and time. A failure's message holds the input.
 */
class FuzzTest {

    private static final DicomLimits LIMITS = new DicomLimits(1 << 18, 1 << 12, 8, 1 << 16);

    // the limits' own memory a few times over, and what JJ2000 takes for a thread's tables
    private static final long MOST_ALLOCATED = 64L << 20;

    private static final Deidentification DEIDENTIFICATION = new Deidentification(new TestReplacements(), LIMITS);

    /** What is tried with one input. */
    private interface Trial {
        void run(byte[] input) throws DicomException, IOException;
    }

    @Test
    void readsDecodesAndDeidentifiesOrRefuses() throws Exception {
        List<byte[]> seeds = new ArrayList<>();
        for (String name : Fixtures.LOSSLESS) {
            seeds.add(Fixtures.bytes(name));
        }
        seeds.add(Fixtures.bytes(Fixtures.LOSSY));
        seeds.add(TestImages.written(
                TestImages.mammogram(Fixtures.pixels("plain-8")), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
        seeds.add(TestImages.written(
                TestImages.mammogram(Fixtures.pixels("plain-12")), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));

        fuzz(new Mutations(seeds, 20_261), input -> {
            readAndDecode(input);
            deidentify(input);
        });
    }

    @Test
    void takesMultipartBodiesApartOrRefuses() throws Exception {
        byte[] object = TestImages.written(
                TestImages.mammogram(TestImages.pixels(2, 2, 8)), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        List<byte[]> seeds = List.of(
                body("\r\n--b\r\nContent-Type: application/dicom\r\n\r\n", object, "\r\n--b--\r\n"),
                body("preamble\r\n--b \t\r\n\r\n", object, "\r\n--b\r\nA: b\r\n\r\n\r\n--\r\n--b--epilogue"),
                body("--b\r\n\r\n", new byte[0], "\r\n--b\r\n\r\n\r\n--b\r\n\r\n\r\n--b--"));

        fuzz(new Mutations(seeds, 20_262), input -> {
            MultipartReader reader = new MultipartReader(new ByteArrayInputStream(input), "b");
            while (reader.nextPart()) {
                long unused = reader.part().transferTo(ByteArrayOutputStream.nullOutputStream());
            }
        });
    }

    private static void readAndDecode(byte[] input) throws IOException {
        try {
            DicomFile file = DicomFile.read(new ByteArrayInputStream(input), LIMITS);
            for (Tag tag : Tag.values()) {
                file.text(tag).ifPresent(text -> assertThat(text).isNotEmpty());
            }
            Mammogram.of(file.header())
                    .ifPresent(mammogram -> assertThat(mammogram.findings()).isNotNull());
            assertThat(file.pixels().values()).isNotEmpty();
        } catch (DicomException e) {
            assertTellsNothing(e);
        }
    }

    private static void deidentify(byte[] input) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            DicomHeader original = DEIDENTIFICATION.copy(new ByteArrayInputStream(input), out);
            assertThat(original.text(Tag.SOP_INSTANCE_UID)).isPresent();
        } catch (DicomException e) {
            assertTellsNothing(e);
            return;
        }
        try {
            DicomFile copy = DicomFile.read(new ByteArrayInputStream(out.toByteArray()), DicomLimits.DEFAULT);
            assertThat(copy.text(Tag.PATIENT_IDENTITY_REMOVED)).contains("YES");
        } catch (DicomException e) {
            throw new AssertionError("what was de-identified cannot be read", e);
        }
    }

    private static void assertTellsNothing(DicomException e) {
        assertThat(e.getMessage())
                .isNotBlank()
                .hasSizeLessThan(400)
                .doesNotContain("NIGHT", "ODILE", TestImages.PATIENT_ID, TestImages.BIRTH_DATE);
    }

    private static void fuzz(Mutations mutations, Trial trial) {
        com.sun.management.ThreadMXBean memory = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        // catches what never ends; far more than ever needed
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60 + Mutations.INPUTS / 20), () -> {
            for (int i = 0; i < Mutations.INPUTS; i++) {
                byte[] input = mutations.next();
                long before = memory.getCurrentThreadAllocatedBytes();
                try {
                    trial.run(input);
                } catch (DicomException | MalformedMultipartException e) {
                    assertThat(e.getMessage()).isNotBlank();
                } catch (Throwable e) {
                    throw new AssertionError(
                            "input " + i + ": " + HexFormat.of().formatHex(input), e);
                }
                assertThat(memory.getCurrentThreadAllocatedBytes() - before)
                        .as("bytes taken for input %d: %s", i, HexFormat.of().formatHex(input))
                        .isLessThan(MOST_ALLOCATED);
            }
        });
    }

    private static byte[] body(String head, byte[] part, String tail) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        body.writeBytes(part);
        body.writeBytes(tail.getBytes(StandardCharsets.ISO_8859_1));
        return body.toByteArray();
    }
}
