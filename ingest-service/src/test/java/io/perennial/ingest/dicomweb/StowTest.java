package io.perennial.ingest.dicomweb;

import static io.perennial.ingest.Simulated.BOUNDARY;
import static io.perennial.ingest.Simulated.MULTIPART;
import static io.perennial.ingest.Simulated.mammogram;
import static io.perennial.ingest.Simulated.request;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.perennial.dicom.DataSet;
import io.perennial.dicom.Tag;
import io.perennial.ingest.OneDomain;
import io.perennial.ingest.Simulated;
import io.perennial.mammography.View;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PS3.18 § 10.5 asks of an origin server. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class StowTest extends OneDomain {

    @Test
    void namesEveryStoredInstanceAndClaimsNoAddressToRetrieveItFrom() {
        store(request(
                        mammogram("P", study(1), study(1) + ".1", View.LCC),
                        mammogram("P", study(1), study(1) + ".2", View.RCC)))
                .statusCode(200)
                .contentType("application/dicom+json")
                .body("'00081190'", is(java.util.Map.of("vr", "UR")))
                .body(STORED + ".'00081155'.Value.flatten()", contains(study(1) + ".1", study(1) + ".2"))
                .body(STORED + ".'00081150'.Value.flatten()", contains(Simulated.MAMMOGRAPHY, Simulated.MAMMOGRAPHY))
                .body(STORED + "[0].'00081190'", aMapWithSize(1))
                .body(FAILED, nullValue());
    }

    @Test
    void namesEachInstanceThatItCannotTake() {
        byte[] good = Simulated.file(mammogram("P", study(1), study(1) + ".1", View.LCC));
        DataSet chest = mammogram("P", study(1), study(1) + ".2", View.LCC)
                .put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.1");
        DataSet ultrasound = mammogram("P", study(1), study(1) + ".3", View.LCC).put(Tag.MODALITY, "US");

        store(request(List.of(
                        good,
                        Arrays.copyOf(good, good.length - 100),
                        "no DICOM".getBytes(StandardCharsets.UTF_8),
                        new byte[0],
                        Simulated.file(chest),
                        Simulated.file(ultrasound),
                        new byte[(3 << 20) + 1])))
                .statusCode(202)
                .header("Warning", containsString("not a mammogram"))
                .body(STORED, hasSize(1))
                .body(FAILED + REASONS, contains(0xC000, 0x0122, 0x0122))
                .body(UNIDENTIFIED + REASONS, contains(0xC000, 0xC000, 0xA700));

        status().body("images", is(1));
    }

    @Test
    void namesAnInstanceWhoseTransferSyntaxItDoesNotKnow() {
        byte[] file = Simulated.file(mammogram("P", study(1), study(1) + ".1", View.LCC));
        byte[] little = "1.2.840.10008.1.2.1\0".getBytes(StandardCharsets.US_ASCII);
        byte[] other = "1.2.840.10008.1.2.9\0".getBytes(StandardCharsets.US_ASCII);

        store(request(List.of(replaced(file, little, other))))
                .statusCode(409)
                .body(FAILED + "[0].'00081155'.Value[0]", is(study(1) + ".1"))
                .body(FAILED + REASONS, contains(0xC122));
    }

    @Test
    void saysThatAnObjectWithoutPixelsIsNoMammogram() {
        DataSet report = new DataSet()
                .put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.88.33")
                .put(Tag.SOP_INSTANCE_UID, study(1) + ".9")
                .put(Tag.MODALITY, "SR")
                .put(Tag.STUDY_INSTANCE_UID, study(1));

        store(request(report)).statusCode(409).body(FAILED + REASONS, contains(0x0122));
    }

    @Test
    void answersProblemsWhenNothingCouldBeStored() {
        byte[] good = Simulated.file(mammogram("SECRET-PATIENT", study(1), study(1) + ".1", View.LCC));

        store(request(List.of(Arrays.copyOf(good, 700))))
                .statusCode(409)
                .contentType("application/problem+json")
                .body("status", is(409))
                .body(not(containsString("SECRET")));
        store(request(List.of(new byte[4 << 20]))).statusCode(413).contentType("application/problem+json");
        store(request(List.of(Simulated.file(Simulated.with("P", study(1), study(1) + ".1", View.LCC, 1500, 1200)))))
                .statusCode(413)
                .contentType("application/problem+json")
                .body(FAILED + REASONS, contains(0xA700));
        store("--nothing at all".getBytes(StandardCharsets.UTF_8))
                .statusCode(400)
                .contentType("application/problem+json");
        store(request(List.of())).statusCode(400).contentType("application/problem+json");
        status().body("images", is(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "multipart/related; type=\"application/dicom+json\"; boundary=" + BOUNDARY,
                "multipart/related; type=\"application/dicom\"",
                "multipart/form-data; boundary=" + BOUNDARY
            })
    void refusesABodyThatIsNotSaidToBeDicom(String contentType) {
        post("/domains/" + domain + "/dicomweb/studies", contentType, request(List.of()))
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/dicom+json", "application/json", "*/*", "application/dicom+xml, */*;q=0.1"})
    void answersDicomJsonToWhoeverTakesIt(String accept) {
        given().header("Accept", accept)
                .contentType(MULTIPART)
                .body(request(mammogram("P", study(1), study(1) + ".1", View.LCC)))
                .post("/domains/{d}/dicomweb/studies", domain)
                .then()
                .statusCode(200);
    }

    @Test
    void storesNothingForWhoeverTakesXmlAlone() {
        given().header("Accept", "application/dicom+xml")
                .contentType(MULTIPART)
                .body(request(mammogram("P", study(1), study(1) + ".1", View.LCC)))
                .post("/domains/{d}/dicomweb/studies", domain)
                .then()
                .statusCode(406)
                .contentType("application/problem+json");

        status().body("images", is(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/related; type=\"application/dicom\"; boundary=\"%s\"",
                "multipart/related; type=application/dicom; boundary=%s",
                "Multipart/Related;boundary=\"%s\";type=\"application/dicom\"",
                "multipart/related; boundary=%s"
            })
    void understandsBoundariesAsPeersWriteThem(String contentType) {
        String boundary = "----=_Part'1:2_(3)";

        post(
                        "/domains/" + domain + "/dicomweb/studies",
                        contentType.formatted(boundary),
                        withPreamble(boundary, mammogram("P", study(1), study(1) + ".1", View.LCC)))
                .statusCode(200)
                .body(STORED, hasSize(1));
    }

    /** As RFC 2046, 5.1.1 allows: a preamble and an epilogue to ignore, blanks after the boundary, headers or none. */
    private static byte[] withPreamble(String boundary, DataSet object) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(ascii("This is a message of several parts.\r\n--" + boundary + " \t\r\n\r\n"));
        body.writeBytes(Simulated.file(object));
        body.writeBytes(ascii("\r\n--" + boundary + "--\r\nand nothing else"));
        return body.toByteArray();
    }

    @Test
    void refusesInstancesOfAnotherStudyThanTheAddressNames() {
        byte[] body = request(
                mammogram("P", study(1), study(1) + ".1", View.LCC),
                mammogram("P", study(2), study(2) + ".1", View.LCC));
        String studies = "/domains/" + domain + "/dicomweb/studies/";

        post(studies + study(1), MULTIPART, body)
                .statusCode(202)
                .body(STORED + ".'00081155'.Value.flatten()", contains(study(1) + ".1"))
                .body(FAILED + REASONS, contains(0xC409));
        post(studies + study(3), MULTIPART, body).statusCode(409);
        post(studies + "SMITH", MULTIPART, body).statusCode(400);

        status().body("images", is(1));
    }

    @Test
    void warnsOfAnImageThatDoesNotSayWhichBreastItShows() {
        DataSet image = mammogram("P", study(1), study(1) + ".1", View.LCC).put(Tag.IMAGE_LATERALITY, "");

        store(request(image)).statusCode(202).body(STORED + "[0].'00081196'.Value[0]", is(0xB007));
    }

    @Test
    void keepsWhatWasWholeOfABodyThatBreaksOff() {
        byte[] whole = request(
                mammogram("P", study(1), study(1) + ".1", View.LCC),
                mammogram("P", study(1), study(1) + ".2", View.RCC));

        store(Arrays.copyOf(whole, whole.length - 500))
                .statusCode(202)
                .body(STORED, hasSize(1))
                .body(UNIDENTIFIED + REASONS, contains(0xC000));

        status().body("images", is(1));
    }

    @Test
    void knowsNoUnknownDomainAndNoUnknownInstitution() {
        byte[] body = request(mammogram("P", study(1), study(1) + ".1", View.LCC));

        post("/domains/unknown/dicomweb/studies", MULTIPART, body).statusCode(404);
        post("/domains/" + domain + "/institutions/unknown/dicomweb/studies", MULTIPART, body)
                .statusCode(404)
                .contentType("application/problem+json");

        status().body("images", is(0));
    }

    private static ValidatableResponse post(String path, String contentType, byte[] body) {
        return given().config(io.restassured.RestAssured.config()
                        .encoderConfig(io.restassured.config.EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Content-Type", contentType)
                .body(body)
                .post(path)
                .then();
    }

    private static byte[] replaced(byte[] bytes, byte[] what, byte[] by) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.replace(new String(what, StandardCharsets.ISO_8859_1), new String(by, StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
