package io.perennial.inference.reading.retrieve;

import static io.perennial.inference.testing.TestMammograms.STUDY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.dicom.Mammogram;
import io.perennial.dicom.Tag;
import io.perennial.inference.reading.Exam;
import io.perennial.inference.reading.ExamLimits;
import io.perennial.inference.reading.ViewImage;
import io.perennial.inference.testing.Orthanc;
import io.perennial.inference.testing.TestArchive;
import io.perennial.inference.testing.TestMammograms;
import io.perennial.mammography.View;
import io.perennial.problem.ProblemException;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.ws.rs.WebApplicationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DicomWebArchiveTest {

    private static final ExamLimits LIMITS = new ExamLimits(4, 100_000);
    private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";
    private static final String BY_STUDY = "{\"study\":\"" + STUDY + "\"}";

    private record Server(URI url, Optional<String> bearerToken, Optional<String> username, Optional<String> password)
            implements RetrieveSettings.Archive {}

    private record Settings(Map<String, RetrieveSettings.Archive> archives, Duration timeout, int concurrency)
            implements RetrieveSettings {

        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(2);
        }

        @Override
        public MemorySize metadataBytes() {
            return new MemorySize(BigInteger.valueOf(65_536));
        }
    }

    private final TestArchive pacs = new TestArchive()
            .with(STUDY + ".1", Mammogram.FOR_PRESENTATION, "L", "CC", TestMammograms.of(View.LCC, 1))
            .with(STUDY + ".2", Mammogram.FOR_PRESENTATION, "R", "MLO", TestMammograms.of(View.RMLO, 2))
            .with(STUDY + ".3", Mammogram.FOR_PRESENTATION, "R", "ML", TestMammograms.of(View.RCC, 3))
            .with(STUDY + ".4", SECONDARY_CAPTURE, "R", "CC", new byte[] {1});

    @AfterEach
    void close() {
        pacs.close();
    }

    @Test
    void fetchesTheMammogramsOfAStudyAndNothingElse() {
        Exam exam = fetch(BY_STUDY);

        assertThat(exam.images()).extracting(ViewImage::view).containsExactly(View.LCC, View.RMLO);
        assertThat(exam.origin().study()).hasValue(STUDY);
        assertThat(pacs.requests())
                .containsExactly(
                        "/dicomweb/studies/" + STUDY + "/metadata",
                        "/dicomweb/studies/" + STUDY + "/series/" + STUDY + ".0/instances/" + STUDY + ".1",
                        "/dicomweb/studies/" + STUDY + "/series/" + STUDY + ".0/instances/" + STUDY + ".2");
    }

    @Test
    void fetchesTheInstancesThatAreNamed() {
        Exam exam = fetch("{\"server\":\"pacs\",\"study\":\"" + STUDY + "\",\"series\":\"" + STUDY
                + ".0\",\"instances\":[\"" + STUDY + ".2\"]}");

        assertThat(exam.images()).extracting(ViewImage::view).containsExactly(View.RMLO);
    }

    @Test
    void sendsTheConfiguredCredentialsAlone() {
        fetch(new Server(pacs.base(), Optional.of("t0ken"), Optional.empty(), Optional.empty()), BY_STUDY);
        fetch(new Server(pacs.base(), Optional.empty(), Optional.of("reader"), Optional.of("secret")), BY_STUDY);

        // printf reader:secret | base64
        assertThat(pacs.authorizations()).containsOnly("Bearer t0ken", "Basic cmVhZGVyOnNlY3JldA==");
    }

    @Test
    void fetchesFromAnArchiveThatOthersWrote(@TempDir Path directory) throws IOException, InterruptedException {
        try (Orthanc orthanc = new Orthanc(directory)) {
            long number = 10;
            for (View view : View.values()) {
                orthanc.store(TestMammograms.of(view, number++));
            }
            orthanc.store(TestMammograms.of(
                    View.LCC,
                    1,
                    object -> object.put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.2")
                            .put(Tag.MODALITY, "CT")));
            Server server = new Server(
                    orthanc.dicomWeb(), Optional.empty(), Optional.of(Orthanc.USER), Optional.of(Orthanc.PASSWORD));

            Exam exam = fetch(server, BY_STUDY);

            assertThat(exam.images())
                    .extracting(ViewImage::view)
                    .containsExactlyInAnyOrder(View.LCC, View.RCC, View.LMLO, View.RMLO);
            assertThatThrownBy(() -> fetch(server, "{\"study\":\"1.2.3\"}")).hasMessageContaining("no such study");
            assertThatThrownBy(() -> fetch(
                            new Server(
                                    orthanc.dicomWeb(),
                                    Optional.empty(),
                                    Optional.of(Orthanc.USER),
                                    Optional.of("wrong")),
                            BY_STUDY))
                    .hasMessageContaining("credentials");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "[]",
                "{}",
                "{\"study\":7}",
                "{\"study\":\"1.2/../../secrets\"}",
                "{\"study\":\"1.2?x=1\"}",
                "{\"study\":\"1..2\"}",
                "{\"study\":\"1.2\",\"url\":\"http://elsewhere/\"}",
                "{\"study\":\"1.2\",\"study\":\"1.3\"}",
                "{\"study\":\"1.2\",\"instances\":\"1.2.3\"}",
                "{\"study\":\"1.2\",\"instances\":[\"http://elsewhere/\"]}"
            })
    void refusesANameThatIsNone(String body) {
        assertThatThrownBy(() -> fetch(body))
                .satisfies(refusal -> assertThat(status(refusal)).isEqualTo(400));
        assertThat(pacs.requests()).isEmpty();
    }

    @Test
    void asksNobodyWhomNoOperatorNamed() {
        refuses(422, "no archive of that name", "{\"server\":\"http://elsewhere/\",\"study\":\"1.2\"}");
        assertThat(pacs.requests()).isEmpty();
    }

    @Test
    void saysWhatTheArchiveLacks() {
        refuses(422, "no such study", "{\"study\":\"1.2.3\"}");
        refuses(422, "lacks an instance", "{\"study\":\"" + STUDY + "\",\"instances\":[\"1.2.3\"]}");
    }

    @Test
    void refusesAStudyWithoutMammograms() {
        pacs.misbehaving(
                "/metadata",
                request -> TestArchive.send(
                        request,
                        200,
                        "application/dicom+json",
                        "[{\"00080016\":{\"vr\":\"UI\"}}]".getBytes(StandardCharsets.UTF_8)));

        refuses(422, "holds no Digital Mammography", BY_STUDY);
    }

    @Test
    void refusesMoreThanAnExamMayBring() {
        assertThatThrownBy(() -> archive(server()).fetch(body(BY_STUDY), new ExamLimits(1, 100_000)))
                .hasMessageContaining("more than the 1 images")
                .satisfies(refusal -> assertThat(status(refusal)).isEqualTo(413));
        assertThatThrownBy(() -> archive(server()).fetch(body(BY_STUDY), new ExamLimits(4, 20_000)))
                .hasMessageContaining("bytes allowed")
                .satisfies(refusal -> assertThat(status(refusal)).isEqualTo(413));
    }

    @ParameterizedTest
    @CsvSource({"401,credentials", "403,credentials", "500,status 500", "302,status 302"})
    void blamesTheArchiveForItsFailures(int status, String sentence) {
        pacs.misbehaving("/metadata", request -> {
            request.getResponseHeaders().set("Location", "http://127.0.0.1:9/elsewhere");
            TestArchive.send(request, status, "text/plain", new byte[0]);
        });

        refuses(502, sentence, BY_STUDY);
        assertThat(pacs.requests()).hasSize(1);
    }

    @Test
    void blamesTheArchiveForWhatCannotBeRead() {
        pacs.misbehaving(
                "/metadata",
                request -> TestArchive.send(request, 200, "text/html", "<html>".getBytes(StandardCharsets.UTF_8)));

        refuses(502, "cannot be read", BY_STUDY);
    }

    @Test
    void blamesTheArchiveForADescriptionWithoutEnd() {
        pacs.misbehaving(
                "/metadata",
                request -> TestArchive.send(
                        request,
                        200,
                        "application/dicom+json",
                        " ".repeat(100_000).getBytes(StandardCharsets.UTF_8)));

        refuses(502, "more than 65536 bytes", BY_STUDY);
    }

    @Test
    void blamesTheArchiveForAnotherStudy() {
        pacs.misbehaving(
                STUDY + ".1",
                request -> TestArchive.send(
                        request,
                        200,
                        "application/dicom",
                        TestMammograms.of(View.LCC, 1, object -> object.put(Tag.STUDY_INSTANCE_UID, "1.9"))));

        refuses(502, "another study", "{\"study\":\"" + STUDY + "\",\"instances\":[\"" + STUDY + ".1\"]}");
    }

    @Test
    void blamesTheArchiveForACutOffImage() {
        pacs.misbehaving(STUDY + ".1", request -> {
            request.getResponseHeaders().set("Content-Type", "application/dicom");
            request.sendResponseHeaders(200, 10_000);
            request.getResponseBody().write(Arrays.copyOf(TestMammograms.of(View.RMLO, 2), 2000));
        });

        refuses(502, "broke off", BY_STUDY);
    }

    @Test
    void blamesTheArchiveForAnImageThatIsNone() {
        pacs.misbehaving(STUDY + ".1", request -> TestArchive.send(request, 200, "application/dicom", new byte[1000]));

        refuses(502, "malformed", BY_STUDY);
    }

    @Test
    void blamesTheArchiveForAnAnswerWithoutImages() {
        pacs.misbehaving(
                STUDY + ".1",
                request -> TestArchive.send(
                        request,
                        200,
                        "multipart/related; boundary=w",
                        "--w--\r\n".getBytes(StandardCharsets.US_ASCII)));

        refuses(502, "another number of images", BY_STUDY);
    }

    @Test
    void doesNotWaitLongerThanConfigured() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        pacs.misbehaving(STUDY + ".2", request -> {
            request.getResponseHeaders().set("Content-Type", "application/dicom");
            request.sendResponseHeaders(200, 10_000);
            request.getResponseBody().write(Arrays.copyOf(TestMammograms.of(View.RMLO, 2), 2000));
            request.getResponseBody().flush();
            try {
                over.await(60, TimeUnit.SECONDS); // the middle of an image, for ever
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        DicomWebArchive impatient =
                new DicomWebArchive(new Settings(Map.of("pacs", server()), Duration.ofSeconds(1), 1));
        try {
            assertThatThrownBy(() -> impatient.fetch(body(BY_STUDY), LIMITS))
                    .hasMessageContaining("took too long")
                    .satisfies(refusal -> assertThat(status(refusal)).isEqualTo(504));
        } finally {
            over.countDown();
            impatient.close();
        }
    }

    @Test
    void blamesAnArchiveThatIsNotThere() {
        Server gone = new Server(pacs.base(), Optional.empty(), Optional.empty(), Optional.empty());
        pacs.close();

        assertThatThrownBy(() -> fetch(gone, BY_STUDY))
                .hasMessageContaining("cannot be reached")
                .satisfies(refusal -> assertThat(status(refusal)).isEqualTo(502));
    }

    @Test
    void leavesRoomForOthers() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        pacs.misbehaving("/metadata", request -> {
            asked.countDown();
            try {
                over.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            TestArchive.send(request, 404, "text/plain", new byte[0]);
        });
        DicomWebArchive small = new DicomWebArchive(new Settings(Map.of("pacs", server()), Duration.ofSeconds(20), 1));
        Thread first = new Thread(() ->
                assertThatThrownBy(() -> small.fetch(body(BY_STUDY), LIMITS)).isInstanceOf(ProblemException.class));
        first.start();
        try {
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

            assertThatThrownBy(() -> small.fetch(body(BY_STUDY), LIMITS))
                    .satisfies(refusal -> assertThat(status(refusal)).isEqualTo(429))
                    .satisfies(refusal -> assertThat(((WebApplicationException) refusal)
                                    .getResponse()
                                    .getHeaderString("Retry-After"))
                            .isEqualTo("5"));
        } finally {
            over.countDown();
            first.join();
            small.close();
        }
    }

    @Test
    void startsWithoutASettingThatSaysTwoThings() {
        assertThatThrownBy(() -> archive(new Server(pacs.base(), Optional.of("t"), Optional.of("u"), Optional.empty())))
                .hasMessageContaining("give one of them");
        assertThatThrownBy(() -> archive(new Server(
                        URI.create("http://user:word@host/"), Optional.empty(), Optional.empty(), Optional.empty())))
                .hasMessageContaining("url");
    }

    private Server server() {
        return new Server(pacs.base(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static DicomWebArchive archive(Server server) {
        return new DicomWebArchive(new Settings(Map.of("pacs", server), Duration.ofSeconds(20), 2));
    }

    private Exam fetch(String reference) {
        return fetch(server(), reference);
    }

    private static Exam fetch(Server server, String reference) {
        DicomWebArchive archive = archive(server);
        try {
            return archive.fetch(body(reference), LIMITS);
        } finally {
            archive.close();
        }
    }

    private void refuses(int status, String sentence, String reference) {
        assertThatThrownBy(() -> fetch(reference))
                .hasMessageContaining(sentence)
                .satisfies(refusal -> assertThat(status(refusal)).isEqualTo(status))
                .satisfies(refusal -> assertThat(refusal.getMessage())
                        .doesNotContain(STUDY)
                        .doesNotContain(pacs.base().getAuthority()));
    }

    private static int status(Throwable refusal) {
        return ((WebApplicationException) refusal).getResponse().getStatus();
    }

    private static ByteArrayInputStream body(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }
}
