package io.perennial.inference.audit;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.perennial.artifact.Digest;
import io.perennial.inference.testing.ServedReplica;
import io.perennial.inference.testing.TestMammograms;
import io.perennial.inference.testing.TestReplica;
import io.perennial.inference.testing.WatchedReplica;
import io.perennial.mammography.Density;
import io.perennial.mammography.View;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestReplica.class)
@TestProfile(WatchedReplica.class)
class RecordOfReadingsTest {

    @Inject
    ServedReplica replica;

    @Inject
    RecordTable table;

    @Inject
    DataSource database;

    private Digest model;

    @BeforeEach
    void serveAModel() throws IOException {
        model = replica.serve(1);
    }

    @Test
    void saysWhoHadWhatReadByWhichModel() {
        byte[] image = TestMammograms.of(View.LCC, 4711);

        String density = read(image).statusCode(200).extract().path("density");

        ValidatableResponse found = given().queryParam("image", Digest.of(image).toString())
                .when()
                .get("/audit/readings")
                .then()
                .statusCode(200)
                .body("$", hasSize(1))
                .body("[0].who", equalTo("anonymous"))
                .body("[0].model", equalTo(model.toString()))
                .body("[0].version", notNullValue())
                .body("[0].density", equalTo(density))
                .body("[0].images", equalTo(List.of(Digest.of(image).toString())))
                .body("[0].at", containsString("T"));
        assertThat(found.extract().asString()).doesNotContain(TestMammograms.PATIENT);
    }

    @Test
    void doesNotMindATokenThatNobodyAskedFor() {
        byte[] image = TestMammograms.of(View.LCC, 4716);

        given().header("Authorization", "Bearer of.no.meaning")
                .contentType("application/dicom")
                .body(image)
                .when()
                .post("/readings")
                .then()
                .statusCode(200);

        assertThat(table.find(1, 10, Optional.of(Digest.of(image))))
                .extracting(found -> found.reading().who())
                .containsExactly("anonymous");
    }

    @Test
    void countsEveryByteOfEveryImageOfAnExam() {
        byte[] first = TestMammograms.of(View.LCC, 4712);
        byte[] second = TestMammograms.of(View.RCC, 4713);

        given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("multipart/related", ContentType.TEXT)
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType("multipart/related; boundary=frontier")
                .body(TestMammograms.exam(List.of(first, second)))
                .when()
                .post("/readings")
                .then()
                .statusCode(200);

        assertThat(table.find(1, 10, Optional.of(Digest.of(second))))
                .singleElement()
                .satisfies(found ->
                        assertThat(found.reading().images()).containsExactly(Digest.of(first), Digest.of(second)));
    }

    @Test
    void givesNoAnswerWithoutARecord() throws Exception {
        byte[] image = TestMammograms.of(View.LCC, 4714);
        try (Connection connection = database.getConnection();
                Statement lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            lock.execute("lock table reading_record in exclusive mode"); // reading is allowed, writing is not

            read(image)
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", notNullValue())
                    .body("detail", containsString("cannot be recorded"));

            connection.rollback();
        }

        read(image).statusCode(200);
    }

    @Test
    void isNotRewritten() throws Exception {
        read(TestMammograms.of(View.LCC, 4715)).statusCode(200);

        try (Connection connection = database.getConnection();
                Statement change = connection.createStatement()) {
            assertThatThrownBy(() -> change.execute("update reading_record set who = 'nobody'"))
                    .hasMessageContaining("not rewritten");
        }
    }

    @Test
    void forgetsWhatIsOlderThanItsTimeAndNothingElse() {
        Digest image = Digest.of("aged".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        ReadingRecord old = record(now.minus(Duration.ofDays(3000)), image);
        ReadingRecord young = record(now, image);
        table.write(List.of(old, young));

        assertThat(table.forget(now.minus(Duration.ofDays(2192)))).isEqualTo(1);

        assertThat(table.find(1, 10, Optional.of(image)))
                .extracting(RecordTable.Numbered::reading)
                .containsExactly(young);
    }

    @Test
    void turnsItsPages() {
        Digest image = Digest.of("pages".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        table.write(List.of(record(Instant.now(), image), record(Instant.now(), image), record(Instant.now(), image)));
        List<RecordTable.Numbered> first = table.find(1, 2, Optional.of(image));

        List<RecordTable.Numbered> rest = table.find(first.get(1).number() + 1, 2, Optional.of(image));

        assertThat(first).hasSize(2);
        assertThat(rest).hasSize(1);
    }

    @Test
    void refusesWhatIsNoPage() {
        when().get("/audit/readings?limit=0").then().statusCode(400).contentType("application/problem+json");
        when().get("/audit/readings?image=abc").then().statusCode(400).body("detail", containsString("sha256"));
    }

    private ReadingRecord record(Instant at, Digest image) {
        return new ReadingRecord(at, "pacs", model, 1, Density.C, List.of(image));
    }

    private static ValidatableResponse read(byte[] image) {
        return given().contentType("application/dicom")
                .body(image)
                .when()
                .post("/readings")
                .then();
    }
}
