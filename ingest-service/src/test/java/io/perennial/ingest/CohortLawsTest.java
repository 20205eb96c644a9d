package io.perennial.ingest;

import static io.perennial.ingest.Simulated.MULTIPART;
import static io.perennial.ingest.Simulated.mammogram;
import static io.perennial.ingest.Simulated.request;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Cohort;
import io.perennial.artifact.CohortImage;
import io.perennial.artifact.Digest;
import io.perennial.mammography.Split;
import io.perennial.mammography.View;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of cohorts whatever comes in whatever order, from whatever institution. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class CohortLawsTest {

    private static final int PATIENTS = 12;
    private static final int DELIVERIES = 48;
    private static final List<View> VIEWS = List.of(View.values());

    @Inject
    DataSource database;

    @Inject
    ArtifactStore artifacts;

    private String domain;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aCohortDependsOnWhatCameAndNotOnItsOrder(long seed) throws IOException, SQLException {
        domain = "laws-" + seed;
        List<Delivery> deliveries = deliveries(new Random(seed));

        define();
        deliveries.forEach(this::send);
        Digest cohort = freeze();
        for (int again = 0; again < 2; again++) {
            forget();
            define();
            Collections.shuffle(deliveries, new Random(seed * 31 + again));
            deliveries.forEach(this::send);

            assertThat(freeze()).isEqualTo(cohort);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = 4)
    void aPatientIsNeverInTwoSplitsOfAnyCohorts(long seed) throws IOException {
        domain = "laws-" + seed;
        List<Delivery> deliveries = deliveries(new Random(seed));
        Collections.shuffle(deliveries, new Random(seed));

        define();
        Map<String, Split> splits = new HashMap<>();
        Map<String, Split> exams = new HashMap<>();
        for (int part = 0; part < 3; part++) {
            deliveries
                    .subList(part * DELIVERIES / 3, (part + 1) * DELIVERIES / 3)
                    .forEach(this::send);
            Cohort cohort = Cohort.open(artifacts, freeze());
            for (Split split : Split.values()) {
                for (CohortImage row : cohort.rows(split)) {
                    assertThat(splits.putIfAbsent(row.patient(), split)).isIn(null, split);
                    assertThat(exams.putIfAbsent(row.exam(), split)).isIn(null, split);
                }
            }
        }

        assertThat(splits.values()).contains(Split.TRAINING);
        assertThat(exams).hasSizeGreaterThan(splits.size());
    }

    /** Images and labels of some exams of a few patients; reports of each exam and reader are of different moments. */
    private static List<Delivery> deliveries(Random chance) {
        List<Delivery> deliveries = new ArrayList<>();
        for (int i = 0; i < DELIVERIES; i++) {
            int patient = chance.nextInt(PATIENTS);
            String study = "1.2.7." + patient + "." + chance.nextInt(2);
            if (i < PATIENTS || chance.nextInt(3) == 0) {
                deliveries.add(new Image("P" + patient, study, VIEWS.get(chance.nextInt(4))));
            } else {
                deliveries.add(new Labels("%s,%s,reader-%d,%s,2026-03-01T00:%02d:00Z\n"
                        .formatted(
                                study,
                                "ABCD".charAt(chance.nextInt(4)),
                                chance.nextInt(3),
                                List.of("", "L", "R").get(chance.nextInt(3)),
                                i)));
            }
        }
        return deliveries;
    }

    private sealed interface Delivery {}

    private record Image(String patient, String study, View view) implements Delivery {}

    private record Labels(String line) implements Delivery {}

    private void send(Delivery delivery) {
        if (delivery instanceof Image image) {
            String instance = image.study() + "." + (1 + VIEWS.indexOf(image.view()));
            given().contentType(MULTIPART)
                    .body(request(mammogram(image.patient(), image.study(), instance, image.view())))
                    .post("/domains/{d}/institutions/{i}/dicomweb/studies", domain, institution(image))
                    .then()
                    .statusCode(200);
        } else if (delivery instanceof Labels labels) {
            given().contentType("text/csv")
                    .body("study_instance_uid,density,reader,laterality,reported_at\n" + labels.line())
                    .post("/domains/{d}/labels", domain)
                    .then()
                    .statusCode(200);
        }
    }

    private static String institution(Image image) {
        return "i-" + image.patient().length() % 2;
    }

    private void define() {
        given().contentType(ContentType.JSON)
                .body("""
                        {"role":"TARGET","name":"x","trigger":{"newExams":1000},"splitRatio":"2:1:1",
                         "labelPolicy":{"rule":"MAJORITY"},
                         "institutions":[{"id":"i-0","name":"one"},{"id":"i-1","name":"another"}]}""")
                .put("/domains/{d}", domain)
                .then()
                .statusCode(201);
    }

    /** The cohort of all that is there; asked for until it is known to be the one. */
    private Digest freeze() {
        int before = digests().size();
        given().post("/domains/{d}/cohorts", domain).then().statusCode(202);
        await().atMost(Duration.ofSeconds(20)).until(() -> digests().size() > before);
        return Digest.parse(digests().get(before));
    }

    private List<String> digests() {
        return given().get("/domains/{d}", domain).then().extract().path("cohorts.digest");
    }

    /** Everything of the domain, as if it had never been. */
    private void forget() throws SQLException {
        try (Connection connection = database.getConnection()) {
            for (String table : List.of(
                    "mammogram", "exam", "patient", "person", "label", "exam_density", "cohort", "institution")) {
                delete(connection, "delete from " + table + " where domain = ?");
            }
            delete(connection, "delete from domain where id = ?");
        }
    }

    private void delete(Connection connection, String sql) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setString(1, domain);
            delete.executeUpdate();
        }
    }
}
