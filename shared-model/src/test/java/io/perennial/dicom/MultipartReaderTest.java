package io.perennial.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartReaderTest {

    @Test
    void readsPartsBetweenPreambleAndEpilogue() throws IOException {
        String body = "before\r\n--b\r\nContent-Type: application/dicom\r\n\r\none\r\n--b  \r\n\r\n\r\n--b\r\n\r\nthree"
                + "\r\n--b--\r\nafter";

        assertThat(texts(body)).containsExactly("one", "", "three");
    }

    @Test
    void readsABodyThatStartsWithItsBoundary() throws IOException {
        assertThat(texts("--b\r\n\r\none\r\n--b--")).containsExactly("one");
    }

    @Test
    void keepsWhatOnlyLooksLikeADelimiter() throws IOException {
        assertThat(texts("--b\r\n\r\na\r\n--\r\n-b\r\r\n\n--b\r\n--b--")).containsExactly("a\r\n--\r\n-b\r\r\n\n--b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--b\r\n\r\none", "--b\r\n\r\none\r\n--b", "--b\r\nContent-Type: x", "", "none at all"})
    void refusesABodyThatEndsTooEarly(String body) {
        assertThatThrownBy(() -> texts(body)).isInstanceOf(MalformedMultipartException.class);
    }

    @Test
    void refusesABoundaryThatRunsOn() {
        assertThatThrownBy(() -> texts("--bc\r\n\r\none\r\n--bc--")).isInstanceOf(MalformedMultipartException.class);
    }

    @Test
    void refusesEndlessHeaders() {
        String body = "--b\r\n" + "x".repeat(1 << 20);

        assertThatThrownBy(() -> texts(body)).hasMessageContaining("longer than");
    }

    @Test
    void goesOnAfterAPartThatWasNotReadToItsEnd() throws IOException {
        MultipartReader reader = reader(bytes("--b\r\n\r\n" + "x".repeat(200_000) + "\r\n--b\r\n\r\ntwo\r\n--b--"));

        assertThat(reader.nextPart()).isTrue();
        assertThat(reader.part().read()).isEqualTo('x');
        assertThat(reader.nextPart()).isTrue();
        assertThat(reader.part().readAllBytes()).isEqualTo(bytes("two"));
        assertThat(reader.nextPart()).isFalse();
        assertThat(reader.nextPart()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void givesBackAnyBytesHoweverTheyArrive(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> parts = new ArrayList<>();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < 5; i++) {
            // few letters, so that pieces of the delimiter are everywhere
            byte[] part = new byte[random.nextInt(150_000)];
            for (int j = 0; j < part.length; j++) {
                part[j] = (byte) "\r\n--bx".charAt(random.nextInt(6));
            }
            parts.add(withoutDelimiter(part));
            body.writeBytes(bytes("\r\n--boundary\r\nA: b\r\n\r\n"));
            body.writeBytes(parts.get(i));
        }
        body.writeBytes(bytes("\r\n--boundary--"));

        MultipartReader reader = new MultipartReader(inPieces(body.toByteArray(), random), "boundary");

        for (byte[] part : parts) {
            assertThat(reader.nextPart()).isTrue();
            assertThat(reader.part().readAllBytes()).isEqualTo(part);
        }
        assertThat(reader.nextPart()).isFalse();
    }

    @Test
    void readsTheBoundaryWithAndWithoutQuotes() {
        for (String header : List.of(
                "multipart/related; type=\"application/dicom\"; boundary=\"a b\"",
                "Multipart/Related;boundary=\"a b\";type=application/dicom")) {
            assertThat(BodyType.of(header)).contains(new BodyType.Parts("a b"));
        }
        assertThat(BodyType.of("multipart/related; type=application/dicom; boundary=d1-2"))
                .contains(new BodyType.Parts("d1-2"));
        String orthancs = "523d5f30-752b-4d44-8079-6d9ad8900f12".repeat(2) + "-";
        assertThat(BodyType.of("multipart/related; type=\"application/dicom\"; boundary=" + orthancs))
                .contains(new BodyType.Parts(orthancs));
        assertThat(BodyType.of("multipart/related; type=\"application/dicom+json\"; boundary=x"))
                .isEmpty();
        assertThat(BodyType.of("multipart/related")).isEmpty();
        assertThat(BodyType.of("application/dicom")).contains(new BodyType.SingleInstance());
    }

    private static byte[] withoutDelimiter(byte[] part) {
        return new String(part, StandardCharsets.ISO_8859_1)
                .replace("\r\n--b", "\r\n--x")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static InputStream inPieces(byte[] bytes, SplittableRandom random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(20_000)));
            }
        };
    }

    private static List<String> texts(String body) throws IOException {
        MultipartReader reader = reader(bytes(body));
        List<String> texts = new ArrayList<>();
        while (reader.nextPart()) {
            texts.add(new String(reader.part().readAllBytes(), StandardCharsets.US_ASCII));
        }
        return texts;
    }

    private static MultipartReader reader(byte[] body) {
        return new MultipartReader(new ByteArrayInputStream(body), "b");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
