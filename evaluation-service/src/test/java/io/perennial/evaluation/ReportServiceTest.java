package io.perennial.evaluation;

import static io.perennial.evaluation.testing.Hospitals.NEW;
import static io.perennial.evaluation.testing.Hospitals.ORIGINAL;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.perennial.agreement.ConfusionMatrix;
import io.perennial.agreement.LinearlyWeightedKappa;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Recipe.Statistics;
import io.perennial.evaluation.plan.PlanInForce;
import io.perennial.evaluation.testing.Hospitals;
import io.perennial.evaluation.testing.Keys;
import io.perennial.evaluation.testing.Models;
import io.perennial.evaluation.testing.Wire;
import io.perennial.event.CohortPublished;
import io.perennial.event.ExpansionTrained;
import io.perennial.event.VerdictReached;
import io.perennial.mammography.Density;
import io.perennial.mammography.DomainRole;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people read of a verdict, over HTTP. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(Keys.class)
class ReportServiceTest {

    @Inject
    @Connector("smallrye-in-memory")
    InMemoryConnector connector;

    @Inject
    ArtifactStore artifacts;

    @Inject
    PlanInForce plan;

    @Inject
    EntityManager entities;

    private Wire wire;
    private Hospitals hospitals;
    private Models models;

    @BeforeEach
    void startEmpty() {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery(
                                "truncate inbox, outbox, known_cohort, known_candidate, expansion_job, verdict,"
                                        + " approved_model, serving_decision, look, prediction")
                        .executeUpdate());
        wire = new Wire(connector);
        wire.forgetWhatWasTold();
        hospitals = new Hospitals(artifacts);
        models = new Models(artifacts, plan.digest());
    }

    @Test
    void givesReadingsFromWhichEveryKappaOfTheVerdictFollows() throws Exception {
        Digest baseline = baseline();
        Digest cohort = hospitals.hospital(NEW, 60);
        Digest control = models.forgetful(baseline, NEW, cohort, Models.recipe(0, Statistics.TARGET));
        Digest good = models.learned(baseline, NEW, cohort, Models.recipe(0, Statistics.ORIGINAL));

        String id = judged(NEW, DomainRole.TARGET, Optional.of(baseline), cohort, good, Optional.of(control));

        List<Map<String, String>> rows = predictions(id);
        JsonPath verdict = given().get("/verdicts/" + id).jsonPath();
        assertThat(rows).hasSize(2 * 150 + 2 * 60);
        for (String part : List.of("baseline", "serving", "candidate", "control")) {
            assertThat(kappa(rows, ORIGINAL, part))
                    .as(part)
                    .isCloseTo(verdict.getDouble(part + ".kappaO"), within(1e-6));
            assertThat(kappa(rows, NEW, part)).as(part).isCloseTo(verdict.getDouble(part + ".kappaT"), within(1e-6));
        }
        assertThat(kappa(rows, NEW, "candidate") - kappa(rows, NEW, "reference"))
                .isCloseTo(verdict.getDouble("gain.estimate"), within(1e-6));
        assertThat(kappa(rows, ORIGINAL, "candidate") - kappa(rows, ORIGINAL, "reference"))
                .isCloseTo(verdict.getDouble("retention.estimate"), within(1e-6));
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.get("patient")).startsWith("patient-").contains("TEST");
            assertThat(row.get("candidate")).isEqualTo(mostProbable(row, "candidate"));
        });
    }

    @Test
    void givesNoReadingOfImagesThatStayedSealed() throws Exception {
        Digest baseline = baseline();
        Digest cohort = hospitals.hospital(NEW, 60);
        Digest forgetful = models.forgetful(baseline, NEW, cohort, Models.recipe(0, Statistics.ORIGINAL));

        String id = judged(NEW, DomainRole.TARGET, Optional.of(baseline), cohort, forgetful, Optional.empty());

        assertThat(predictions(id)).isEmpty();
        given().get("/verdicts/" + id + "/report")
                .then()
                .statusCode(200)
                .body(containsString("The test images stayed sealed"));
    }

    @Test
    void reportsOnTheBaselineAndOnWhatFollows() throws Exception {
        Digest baseline = baseline();
        Digest cohort = hospitals.hospital(NEW, 60);
        Digest good = models.learned(baseline, NEW, cohort, Models.recipe(0, Statistics.ORIGINAL));
        judged(NEW, DomainRole.TARGET, Optional.of(baseline), cohort, good, Optional.empty());

        for (String id : given().get("/verdicts").jsonPath().getList("id", String.class)) {
            String once = given().get("/verdicts/" + id + "/report")
                    .then()
                    .statusCode(200)
                    .contentType("text/html; charset=utf-8")
                    .header("Content-Security-Policy", startsWith("default-src 'none'"))
                    .body(containsString(plan.digest().toString()))
                    .extract()
                    .asString();
            assertThat(given().get("/verdicts/" + id + "/report").asString()).isEqualTo(once);
        }
        given().get("/verdicts/" + wire.told(VerdictReached.class).get(0).verdict() + "/predictions")
                .then()
                .contentType(startsWith("text/csv"))
                .header("Content-Disposition", containsString("predictions.csv"));
    }

    @Test
    void knowsNoVerdictThatWasNotReached() {
        for (String what : List.of("report", "predictions")) {
            given().get("/verdicts/unknown/" + what)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("status", equalTo(404));
        }
    }

    private Digest baseline() throws Exception {
        Digest cohort = hospitals.original(150);
        Digest model = models.baseline(cohort);
        judged(ORIGINAL, DomainRole.ORIGINAL, Optional.empty(), cohort, model, Optional.empty());
        return model;
    }

    private String judged(
            String domain,
            DomainRole role,
            Optional<Digest> base,
            Digest cohort,
            Digest candidate,
            Optional<Digest> control)
            throws Exception {
        String expansion = "report-" + domain;
        assertThat(wire.bring(new CohortPublished(
                                domain, role, cohort, Map.of(), Map.of(), Map.of(), Map.of(), Instant.EPOCH))
                        .get())
                .isTrue();
        assertThat(wire.bring(new ExpansionTrained(
                                expansion,
                                Models.LINEAGE,
                                domain,
                                role,
                                base,
                                cohort,
                                plan.digest(),
                                List.of(candidate),
                                control,
                                Optional.empty(),
                                1,
                                Instant.EPOCH))
                        .get())
                .isTrue();
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> wire.told(VerdictReached.class).stream()
                                .filter(verdict -> verdict.expansion().equals(expansion))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow()
                .verdict();
    }

    private static List<Map<String, String>> predictions(String id) {
        List<String> lines = given().get("/verdicts/" + id + "/predictions")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
        List<String> header = List.of(lines.get(0).split(",", -1));
        assertThat(header)
                .startsWith(
                        "image", "patient", "exam", "domain", "scanner", "label", "baseline", "serving", "candidate");
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < cells.length; i++) {
                row.put(header.get(i), cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    private static double kappa(List<Map<String, String>> rows, String domain, String part) {
        int[][] counts = new int[Density.CATEGORIES][Density.CATEGORIES];
        rows.stream()
                .filter(row -> row.get("domain").equals(domain))
                .forEach(row -> counts[Density.valueOf(row.get("label")).rank()][
                        Density.valueOf(row.get(part)).rank()]++);
        return LinearlyWeightedKappa.of(ConfusionMatrix.of(counts)).orElseThrow();
    }

    private static String mostProbable(Map<String, String> row, String part) {
        String best = "A";
        for (Density density : Density.values()) {
            if (Double.parseDouble(row.get(part + "_" + density)) > Double.parseDouble(row.get(part + "_" + best))) {
                best = density.name();
            }
        }
        return best;
    }
}
