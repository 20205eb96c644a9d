package io.perennial.ingest;

import static io.perennial.ingest.Simulated.mammogram;
import static io.perennial.ingest.Simulated.request;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.perennial.artifact.Cohort;
import io.perennial.artifact.Digest;
import io.perennial.artifact.LabelledImages;
import io.perennial.event.CohortPublished;
import io.perennial.event.ExamLabelled;
import io.perennial.event.MammogramReceived;
import io.perennial.mammography.Density;
import io.perennial.mammography.Split;
import io.perennial.mammography.View;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class IngestTest extends OneDomain {

    @Test
    void makesACohortOfWhatScannersAndReadersSend() throws IOException {
        define(domain, "TARGET", 30, ",\"splitRatio\":\"1:1:1\"").statusCode(200);
        List<byte[]> files = new ArrayList<>();
        for (int exam = 0; exam < 30; exam++) {
            int number = 1;
            for (View view : View.values()) {
                files.add(Simulated.file(mammogram("P" + exam / 2, study(exam), study(exam) + "." + number++, view)));
            }
        }

        store(request(files)).statusCode(200).body(STORED, hasSize(120)).body(FAILED, nullValue());
        label(csv(30)).statusCode(200).body("added", is(30)).body("waiting", is(0));

        CohortPublished published = awaitFact(CohortPublished.class);
        assertThat(published.exams().values()).isNotEmpty();
        Cohort cohort = Cohort.open(artifacts, published.cohort());
        Map<String, Split> splits = new HashMap<>();
        int images = 0;
        for (Split split : Split.values()) {
            LabelledImages part = cohort.images(split);
            images += part.size();
            float[] grey = new float[16 * 16];
            for (int i = 0; i < part.size(); i++) {
                part.copyPixels(i, grey, 0);
                assertThat(splits.putIfAbsent(part.row(i).patient(), split)).isIn(null, split);
                assertThat(part.density(i)).isIn((Object[]) Density.values());
            }
            assertThat(grey).doesNotContain(Float.NaN);
        }
        assertThat(images).isEqualTo(120);
        assertThat(splits).hasSize(15).containsValues(Split.TRAINING, Split.VALIDATION, Split.TEST);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> facts(MammogramReceived.class).size() == 120);
        assertThat(facts(ExamLabelled.class)).hasSize(30);
        given().get("/cohorts/{digest}", published.cohort().toString())
                .then()
                .statusCode(200)
                .body("manifest.imageSize", is(16))
                .body("manifest.domain", is(domain))
                .body("patients.values().sum()", is(15));
        status().body("newExams", is(0))
                .body("missingExams", is(30))
                .body("images", is(120))
                .body("labelledExams", is(30))
                .body("cohorts.digest", contains(published.cohort().toString()));
    }

    @Test
    void freezesTheSameCohortOnceHoweverOftenItIsAskedFor() {
        store(request(mammogram("P", study(1), study(1) + ".1", View.LCC)));
        label(csv(2)).statusCode(200);

        askForACohort(202);
        CohortPublished first = awaitFact(CohortPublished.class);
        askForACohort(202);
        await().atMost(Duration.ofSeconds(20)).until(this::nothingAsked);
        store(request(mammogram("P", study(1), study(1) + ".2", View.RCC)));
        askForACohort(202);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> facts(CohortPublished.class).size() == 2);
        assertThat(facts(CohortPublished.class).get(0).cohort()).isEqualTo(first.cohort());
        assertThat(facts(CohortPublished.class).get(1).cohort()).isNotEqualTo(first.cohort());
    }

    @Test
    void refusesToFreezeNothing() {
        askForACohort(409);
    }

    @Test
    void keepsALabelUntilItsExamComes() {
        label(csv(1)).statusCode(200).body("waiting", is(1));
        status().body("waitingLabels", is(1)).body("labelledExams", is(0));

        store(request(mammogram("P", study(0), study(0) + ".1", View.LCC))).statusCode(200);
        awaitInspection();

        status().body("waitingLabels", is(0)).body("labelledExams", is(1));
        assertThat(awaitFact(ExamLabelled.class).density()).isEqualTo(Density.A);
    }

    @Test
    void tellsARepeatedLabelFromACorrection() {
        store(request(mammogram("P", study(0), study(0) + ".1", View.LCC))).statusCode(200);

        label(csv(1)).body("added", is(1)).body("corrected", is(0)).body("repeated", is(0));
        label(csv(1)).body("added", is(0)).body("repeated", is(1));
        label("study_instance_uid,density,reader\n" + study(0) + ",D,reader-1\n")
                .body("corrected", is(1))
                .body("added", is(0));

        awaitNoMoreThan(2, ExamLabelled.class);
        assertThat(facts(ExamLabelled.class)).extracting(ExamLabelled::density).containsExactly(Density.A, Density.D);
    }

    @Test
    void refusesAFileWithAnUnknownDensityByItsLine() {
        label("study_instance_uid,density,reader\n1.2,A,r\n1.3,E,r\n")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("line 3"));
        label("x".repeat(70_000)).statusCode(413);

        status().body("waitingLabels", is(0));
    }

    @Test
    void definesADomainOnceAndForAll() {
        define(domain, "TARGET", 10, "")
                .statusCode(200)
                .body("trigger.newExams", is(10))
                .body("splitRatio", is("7:2:1"));
        define(domain, "ORIGINAL", 10, "").statusCode(409);
        define("NOT_AN_ID", "TARGET", 10, "").statusCode(400);
        define(domain, "TARGET", 0, "").statusCode(400).body("detail", containsString("newExams"));
        define(domain, "TARGET", 10, ",\"splitRatio\":\"7:2\"").statusCode(400).body("detail", containsString("7:2:1"));
        given().contentType(ContentType.JSON)
                .body("{\"role\":\"TARGET\"}")
                .put("/domains/{d}", domain)
                .then()
                .statusCode(400)
                .body("detail", containsString("name"));
        given().contentType(ContentType.JSON).put("/domains/{d}", domain).then().statusCode(400);
        given().get("/domains/{d}", "unknown").then().statusCode(404);
    }

    @Test
    void knowsButOneOriginalDomain() {
        define("original", "ORIGINAL", 10, "").statusCode(201);
        define("original", "ORIGINAL", 10, "").statusCode(200);

        define("another", "ORIGINAL", 10, "").statusCode(409);

        given().get("/domains").then().statusCode(200).body("[0].id", is("original"));
    }

    @Test
    void refusesACohortThatIsNoneOrUnknown() {
        given().get("/cohorts/{d}", "x").then().statusCode(400);
        given().get("/cohorts/{d}", Digest.of(new byte[0]).toString()).then().statusCode(404);
    }
}
