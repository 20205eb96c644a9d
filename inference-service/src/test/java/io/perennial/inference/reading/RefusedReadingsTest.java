package io.perennial.inference.reading;

import static io.perennial.inference.testing.ReadingRequests.IMAGE;
import static io.perennial.inference.testing.ReadingRequests.post;
import static io.perennial.inference.testing.ReadingRequests.postFor;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.perennial.dicom.DataSet;
import io.perennial.dicom.Tag;
import io.perennial.inference.testing.ReplicaUnderTest;
import io.perennial.inference.testing.StartedRequest;
import io.perennial.inference.testing.TestMammograms;
import io.perennial.inference.testing.TestReplica;
import io.perennial.mammography.View;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestReplica.class)
class RefusedReadingsTest {

    @Inject
    ReplicaUnderTest replica;

    @TestHTTPResource("/readings")
    URI readings;

    @BeforeEach
    void serveAModel() throws IOException {
        replica.serveAModel();
    }

    @AfterEach
    void isStillReady() {
        when().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void refusesWhatIsNoDicom() {
        refuses(400, "no DICOM", "application/dicom", "not a DICOM file, only text that goes on ".repeat(20));
        refuses(400, "image 1", "application/dicom", "");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 131, 133, 200, 400, 700, 5000, 12_600})
    void refusesACutOffImage(int bytes) {
        byte[] image = TestMammograms.of(View.LCC, 1);

        post("application/dicom", Arrays.copyOf(image, bytes)).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void refusesACutOffExam() {
        byte[] exam = TestMammograms.exam(List.of(TestMammograms.of(View.LCC, 1), TestMammograms.of(View.RCC, 2)));

        post("multipart/related; boundary=frontier", Arrays.copyOf(exam, exam.length - 9_000))
                .statusCode(400)
                .contentType("application/problem+json");
        post("multipart/related; boundary=elsewhere", exam).statusCode(400).contentType("application/problem+json");
        post("multipart/related; boundary=frontier", TestMammograms.exam(List.of()))
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "image/png",
                "multipart/form-data; boundary=frontier",
                "multipart/related; boundary=frontier; type=\"application/dicom+xml\"",
                "multipart/related",
                "application/octet-stream"
            })
    void refusesOtherMediaTypes(String contentType) {
        post(contentType, TestMammograms.of(View.LCC, 1)).statusCode(415).contentType("application/problem+json");
    }

    @Test
    void refusesABodyOfNoStatedType() throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(readings)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(TestMammograms.of(View.LCC, 1)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(415);
    }

    @Test
    void refusesWhatIsNoMammogramForPresentation() {
        refuses(422, "modality MG", object -> object.put(Tag.MODALITY, "CT"));
        refuses(422, "For Presentation", object -> object.put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.2"));
        refuses(422, "View Position", object -> object.put(Tag.VIEW_POSITION, "ML"));
        refuses(422, "View Position", object -> object.put(Tag.VIEW_POSITION, ""));
    }

    @Test
    void refusesImagesOfTwoStudies() {
        byte[] exam = TestMammograms.exam(List.of(
                TestMammograms.of(View.LCC, 1),
                TestMammograms.of(View.RCC, 2, object -> object.put(Tag.STUDY_INSTANCE_UID, "1.2.3"))));

        post("multipart/related; boundary=frontier", exam)
                .statusCode(422)
                .body("detail", containsString("different studies"))
                .body("detail", not(containsString("1.2.3")));
    }

    @Test
    void refusesMoreImagesThanAnExamHas() {
        List<byte[]> images = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            images.add(TestMammograms.of(View.LCC, i));
        }

        post("multipart/related; boundary=frontier", TestMammograms.exam(images))
                .statusCode(413)
                .body("detail", containsString("16 images"));
    }

    @Test
    void refusesEnormousImagesWithoutTakingTheirMemory() {
        refuses(413, "pixels", object -> object.put(Tag.ROWS, 60_000).put(Tag.COLUMNS, 60_000));
    }

    @Test
    void refusesAnEnormousBodyByItsAnnouncement() throws IOException {
        try (StartedRequest request = new StartedRequest(readings, "Content-Length: " + (1L << 40))) {
            assertThat(request.head()).startsWith("HTTP/1.1 413").contains("application/problem+json");
        }
    }

    @Test
    void refusesABodyThatIsLongerThanAllowedWithoutAnnouncingIt() throws Exception {
        byte[] longPreamble = new byte[2 << 20];

        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(readings)
                                .header("Content-Type", "multipart/related; boundary=frontier")
                                .POST(HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(longPreamble)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("1048576 bytes allowed");
    }

    @Test
    void refusesAnAnswerInAMediaTypeItDoesNotKnowBeforeItReadsTheBody() {
        postFor("text/html, image/*;q=0.9", IMAGE, TestMammograms.of(View.LCC, 1))
                .statusCode(406)
                .contentType("application/problem+json")
                .body("detail", containsString("application/fhir+json"));
    }

    @Test
    void refusesImagesOfTwoPatients() {
        byte[] exam = TestMammograms.exam(List.of(
                TestMammograms.of(View.LCC, 1),
                TestMammograms.of(View.RCC, 2, object -> object.put(Tag.PATIENT_ID, "SOMEBODY"))));

        post("multipart/related; boundary=frontier", exam)
                .statusCode(422)
                .body("detail", containsString("different patients"))
                .body("detail", not(containsString("SOMEBODY")));
    }

    @Test
    void namesACompressionThatItCannotRead() {
        byte[] jpegLs = new String(TestMammograms.of(View.LCC, 1), StandardCharsets.ISO_8859_1)
                .replace("UI\24\0" + "1.2.840.10008.1.2.1\0", "UI\26\0" + "1.2.840.10008.1.2.4.80")
                .getBytes(StandardCharsets.ISO_8859_1);

        post(IMAGE, jpegLs).statusCode(422).body("detail", containsString("JPEG-LS"));
    }

    private void refuses(int status, String detail, Consumer<DataSet> change) {
        byte[] image = TestMammograms.of(View.LCC, 1, change);
        post("application/dicom", image)
                .statusCode(status)
                .contentType("application/problem+json")
                .body("detail", containsString(detail))
                .body("detail", not(containsString(TestMammograms.PATIENT)));
    }

    private void refuses(int status, String detail, String contentType, String body) {
        post(contentType, body.getBytes(StandardCharsets.UTF_8))
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("detail", containsString(detail));
    }
}
