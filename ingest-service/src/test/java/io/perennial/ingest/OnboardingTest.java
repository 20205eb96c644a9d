package io.perennial.ingest;

import static io.perennial.ingest.Simulated.MULTIPART;
import static io.perennial.ingest.Simulated.mammogram;
import static io.perennial.ingest.Simulated.request;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.perennial.dicom.DataSet;
import io.perennial.dicom.Tag;
import io.perennial.mammography.View;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hospital's way from its definition to its first cohort: labels, policies, triggers, and what is told of them. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class OnboardingTest {

    private static final String HEADER = "study_instance_uid,density,reader,laterality,reported_at\n";

    @Inject
    DataSource database;

    private String domain;

    @BeforeEach
    void aDomainOfItsOwn() {
        domain = "o-" + UUID.randomUUID();
        define("\"trigger\":{\"newExams\":1000}").statusCode(201);
    }

    @Test
    void takesReportsAsFhir() {
        store(1, 2);

        fhir(bundle(
                        report(1, "final", "2026-03-14T09:00:00Z", "129717001"),
                        report(2, "preliminary", "2026-03-14T09:00:00Z", "129717001"),
                        report(3, "final", "2026-03-14T09:00:00Z", "129719003")))
                .statusCode(200)
                .body("labels", is(2))
                .body("added", is(2))
                .body("ignored", is(1))
                .body("waiting", is(1));

        status().body("labelledExams", is(1)).body("waitingLabels", is(1)).body("densities.B", is(1));
    }

    @Test
    void letsCorrectionsAndWithdrawalsCountByTheirTime() {
        store(1);
        fhir(report(1, "final", "2026-03-14T09:00:00Z", "129717001")).body("added", is(1));

        fhir(report(1, "corrected", "2026-03-15T09:00:00Z", "129719003")).body("corrected", is(1));
        status().body("densities.D", is(1));
        fhir(report(1, "amended", "2026-03-14T12:00:00Z", "129716005")).body("outdated", is(1));
        fhir(report(1, "corrected", "2026-03-15T09:00:00Z", "129719003")).body("repeated", is(1));
        status().body("densities.D", is(1));
        fhir(report(1, "entered-in-error", "2026-03-16T09:00:00Z", "129719003")).body("withdrawn", is(1));

        status().body("labelledExams", is(0)).body("undecidedExams", is(1)).body("newExams", is(0));
    }

    @Test
    void refusesAWholeBundleForOneWrongEntryWithoutQuotingIt() {
        fhir(bundle(
                        report(1, "final", "2026-03-14T09:00:00Z", "129717001"),
                        report(2, "SECRET", "2026-03-14T09:00:00Z", "129717001")))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("entry 2"))
                .body("detail", not(containsString("SECRET")));
        fhir("[".repeat(50_000)).statusCode(400);
        given().contentType("application/fhir+xml")
                .body("<Bundle/>")
                .post("/domains/{d}/labels", domain)
                .then()
                .statusCode(415);

        status().body("waitingLabels", is(0));
    }

    @Test
    void letsTheDenserBreastDecide() {
        store(1);

        csv("1.2.3.1,B,r,L,\n1.2.3.1,C,r,R,\n").body("added", is(1)).body("corrected", is(1));

        status().body("densities.C", is(1)).body("labelledExams", is(1));
    }

    @Test
    void letsThePolicySayWhichReaderCounts() {
        store(1, 2);
        csv("1.2.3.1,A,Doe,,\n1.2.3.1,C,Roe,,\n1.2.3.1,B,Poe,,\n1.2.3.2,A,Roe,,\n1.2.3.2,A,Poe,,\n");
        status().body("densities.B", is(1)).body("densities.A", is(1)); // the newest

        policy("{\"rule\":\"DENSEST\"}").statusCode(200).body("densities.C", is(1));
        policy("{\"rule\":\"MAJORITY\"}").body("densities.C", is(1)).body("densities.A", is(1));
        policy("{\"rule\":\"AGREEMENT\"}")
                .body("labelPolicy.readers", is(2))
                .body("labelledExams", is(1))
                .body("undecidedExams", is(1));
        policy("{\"rule\":\"READER\",\"reader\":\"Doe\"}")
                .body("densities.A", is(1))
                .body("labelledExams", is(1))
                .body("labelPolicy.readerPseudonym", not(containsString("Doe")));
        define("\"trigger\":{\"newExams\":1000}").body("labelPolicy.rule", is("READER")); // left out: as it was
        policy("{\"rule\":\"READER\"}").statusCode(400).body("detail", containsString("reader"));
        policy("{\"rule\":\"LOUDEST\"}").statusCode(400).body("detail", containsString("MAJORITY"));
    }

    @Test
    void tellsHowFarTheHospitalIs() {
        define("\"trigger\":{\"newExams\":5,\"every\":\"P30D\",\"minimumPerClass\":2},\"institutions\":["
                        + "{\"id\":\"west\",\"name\":\"West\"}]")
                .body("trigger.every", is("PT720H"))
                .body("institutions.name", contains("West"))
                .body(
                        "outlook",
                        is("5 more labelled exams, and 2 more of density A, 2 more of density B, 2 more of density C"
                                + " and 2 more of density D, until the first cohort"));
        store(1, 2, 3);
        csv("1.2.3.1,A,r,,\n1.2.3.2,A,r,,\n1.2.3.3,D,r,,\n");

        status().body("missingExams", is(2))
                .body("missingPerClass", equalTo(Map.of("B", 2, "C", 2, "D", 1)))
                .body("dueAt", not(nullValue()))
                .body("scanners", hasSize(1))
                .body("scanners[0].manufacturer", is("Acme"))
                .body("scanners[0].images", is(3))
                .body("scanners[0].firstSeen", not(nullValue()))
                .body("outlook", containsString("2 more labelled exams (or waiting until "))
                .body("outlook", containsString("1 more of density D, until the first cohort"));
        define("\"trigger\":{\"newExams\":5}").body("institutions.name", contains("West"));
    }

    @Test
    void refusesADefinitionThatIsNone() {
        define("\"trigger\":{}").statusCode(400).body("detail", containsString("newExams or every"));
        define("\"trigger\":{\"every\":\"monthly\"}").statusCode(400).body("detail", containsString("trigger.every"));
        define("\"trigger\":{\"newExams\":5},\"institutions\":[{\"id\":\"No id\",\"name\":\"x\"}]")
                .statusCode(400)
                .body("detail", containsString("institution"));
        define("\"trigger\":{\"newExams\":5},\"exclusions\":{\"admit\":[\"UNDECODABLE\"]}")
                .statusCode(400)
                .body("detail", containsString("UNDECODABLE"));
    }

    @Test
    void holdsACohortBackUntilEachDensityHasEnough() {
        define("\"trigger\":{\"newExams\":3,\"minimumPerClass\":1}");
        store(1, 2, 3, 4);
        csv("1.2.3.1,A,r,,\n1.2.3.2,B,r,,\n1.2.3.3,C,r,,\n");

        given().post("/domains/{d}/cohorts", domain).then().statusCode(409).body("detail", containsString("D=1"));
        status().body("cohorts", hasSize(0)).body("missingExams", is(0));
        csv("1.2.3.4,D,r,,\n");

        await().atMost(Duration.ofSeconds(20)).until(() -> cohorts().size() == 1);
        given().get("/cohorts/{d}", cohorts().get(0))
                .then()
                .body("manifest.balance.values().exams.sum()", is(4))
                .body("manifest.balance.TRAINING.scanners.'Acme One'.keySet()", hasSize(4))
                .body("manifest.selection.labels", is("NEWEST"));
    }

    @Test
    void freezesWhatHasWaitedLongEnough() throws SQLException {
        define("\"trigger\":{\"every\":\"P7D\"}");
        store(1);
        csv("1.2.3.1,A,r,,\n");
        status().body("cohorts", hasSize(0)).body("outlook", containsString("the first cohort is due at"));

        sql("update exam_density set since = since - interval '8 days' where domain = ?");
        sql("update mammogram set received_at = received_at - interval '8 days' where domain = ?");
        csv("1.2.3.9,A,r,,\n"); // any delivery makes the freezer look

        await().atMost(Duration.ofSeconds(20)).until(() -> cohorts().size() == 1);
    }

    @Test
    void countsAnExamWhoseDensityChangesAsChangedNotAsNew() {
        define("\"trigger\":{\"newExams\":2}");
        store(1, 2);
        csv("1.2.3.1,A,r,,\n1.2.3.2,B,r,,\n");
        await().atMost(Duration.ofSeconds(20)).until(() -> cohorts().size() == 1);

        csv("1.2.3.1,D,r,,\n").body("corrected", is(1));
        status().body("changedExams", is(1)).body("newExams", is(0)).body("missingExams", is(2));
        given().post("/domains/{d}/cohorts", domain).then().statusCode(202);

        await().atMost(Duration.ofSeconds(20)).until(() -> cohorts().size() == 2);
        status().body("changedExams", is(0));
        given().get("/cohorts/{d}", cohorts().get(0)).then().body("images.values().collect { it.A }.sum()", is(1));
        given().get("/cohorts/{d}", cohorts().get(1))
                .then()
                .body("images.values().collect { it.A }.sum()", is(0))
                .body("images.values().collect { it.D }.sum()", is(1));
    }

    @Test
    void tellsWhyImagesAreExcluded() {
        DataSet partial = mammogram("P1", "1.2.3.1", "1.2.3.1.1", View.LCC).put(Tag.PARTIAL_VIEW, "YES");
        send(request(partial, mammogram("P1", "1.2.3.1", "1.2.3.1.2", View.RCC)));

        status().body("excludedImages", is(1)).body("excludedByReason.values().sum()", is(1));
    }

    @Test
    void admitsWhatTheDomainSaysItAdmits() {
        DataSet partial = mammogram("P1", "1.2.3.1", "1.2.3.1.1", View.LCC).put(Tag.PARTIAL_VIEW, "YES");
        send(request(partial));
        csv("1.2.3.1,A,r,,\n");
        status().body("labelledExams", is(0)).body("excludedByReason.PARTIAL_VIEW", is(1));

        define("\"trigger\":{\"newExams\":1000},\"exclusions\":{\"admit\":[\"PARTIAL_VIEW\"]}");

        status().body("labelledExams", is(1)).body("excludedImages", is(0)).body("excludedByReason", equalTo(Map.of()));
    }

    private void store(int... exams) {
        List<DataSet> images = new ArrayList<>();
        for (int exam : exams) {
            images.add(mammogram("P" + exam, "1.2.3." + exam, "1.2.3." + exam + ".1", View.LCC));
        }
        send(request(images.toArray(DataSet[]::new)));
    }

    private void send(byte[] body) {
        given().contentType(MULTIPART)
                .body(body)
                .post("/domains/{d}/dicomweb/studies", domain)
                .then()
                .statusCode(200);
        await().atMost(Duration.ofSeconds(20)).until(() -> status().extract().<Integer>path("uninspectedImages") == 0);
    }

    private ValidatableResponse csv(String lines) {
        return given().contentType("text/csv")
                .body(HEADER + lines)
                .post("/domains/{d}/labels", domain)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse fhir(String json) {
        return given().contentType("application/fhir+json")
                .body(json)
                .post("/domains/{d}/labels", domain)
                .then();
    }

    private ValidatableResponse define(String fields) {
        return given().contentType(ContentType.JSON)
                .body("{\"role\":\"TARGET\",\"name\":\"A hospital\"," + fields + "}")
                .put("/domains/{d}", domain)
                .then();
    }

    private ValidatableResponse policy(String policy) {
        return define("\"trigger\":{\"newExams\":1000},\"labelPolicy\":" + policy);
    }

    private ValidatableResponse status() {
        return given().get("/domains/{d}", domain).then().statusCode(200);
    }

    private List<String> cohorts() {
        return status().extract().path("cohorts.digest");
    }

    private void sql(String update) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setString(1, domain);
            assertThat(statement.executeUpdate()).isPositive();
        }
    }

    private static String report(int exam, String status, String issued, String code) {
        return """
                {"resourceType":"DiagnosticReport","status":"%s","issued":"%s","code":{"text":"mammography"},
                 "subject":{"reference":"Patient/7","display":"Smith, Ann"},
                 "resultsInterpreter":[{"reference":"Practitioner/17"}],
                 "imagingStudy":[{"identifier":{"system":"urn:dicom:uid","value":"urn:oid:1.2.3.%d"}}],
                 "conclusionCode":[{"coding":[{"system":"http://snomed.info/sct","code":"%s"}]}]}
                """.formatted(status, issued, exam, code);
    }

    private static String bundle(String... resources) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":"
                + String.join("},{\"resource\":", resources) + "}]}";
    }
}
