package io.perennial.evaluation;

import static io.perennial.evaluation.testing.Hospitals.NEW;
import static io.perennial.evaluation.testing.Hospitals.ORIGINAL;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Json;
import io.perennial.artifact.ModelCard;
import io.perennial.artifact.Recipe.Statistics;
import io.perennial.audit.AuditReport;
import io.perennial.audit.AuditVerifier;
import io.perennial.audit.ToldAct;
import io.perennial.evaluation.lineage.Lineage;
import io.perennial.evaluation.plan.PlanInForce;
import io.perennial.evaluation.testing.Hospitals;
import io.perennial.evaluation.testing.Keys;
import io.perennial.evaluation.testing.Models;
import io.perennial.evaluation.testing.Tables;
import io.perennial.evaluation.testing.Wire;
import io.perennial.evaluation.transfer.TransferMatrix;
import io.perennial.event.AuditAnchor;
import io.perennial.event.CandidateTrained;
import io.perennial.event.CohortPublished;
import io.perennial.event.Event;
import io.perennial.event.ExpansionTrained;
import io.perennial.event.ModelServing;
import io.perennial.event.SignedDecision;
import io.perennial.event.Topic;
import io.perennial.event.VerdictReached;
import io.perennial.event.VerdictReached.Outcome;
import io.perennial.event.VerificationKeys;
import io.perennial.mammography.DomainRole;
import io.perennial.messaging.testing.TestDatabase;
import io.perennial.network.ModelStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service between its topics: real database, real network, real images; the broker alone is in memory. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(Keys.class)
class EvaluationServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    @Connector("smallrye-in-memory")
    InMemoryConnector connector;

    @Inject
    ArtifactStore artifacts;

    @Inject
    PlanInForce plan;

    @Inject
    EntityManager entities;

    @Inject
    Lineage lineage;

    @ConfigProperty(name = "evaluation.verification-keys")
    String keys;

    private Wire wire;
    private Hospitals hospitals;
    private Models models;

    @BeforeEach
    void startEmpty() {
        forgetEverything();
        wire = new Wire(connector);
        wire.forgetWhatWasTold();
        hospitals = new Hospitals(artifacts);
        models = new Models(artifacts, plan.digest());
    }

    @Test
    void admitsAGoodBaselineAndBringsItIntoService() throws Exception {
        Digest cohort = hospitals.original(150);
        Digest model = models.baseline(cohort);

        VerdictReached verdict = judgedBaseline(cohort, model);

        assertThat(verdict.outcome()).isEqualTo(Outcome.APPROVED);
        assertThat(verdict.model()).hasValue(model);
        ModelServing serving = onlyServing();
        assertThat(serving.sequence()).isOne();
        assertThat(serving.model()).isEqualTo(model);
        assertThat(SignedDecision.toServe("breast-density", 1, model, plan.digest())
                        .isSignedBy(publicKey(), serving.signature()))
                .isTrue();
        assertThat(SignedDecision.ofVerdict("breast-density", Outcome.APPROVED, verdict.evidence(), plan.digest())
                        .isSignedBy(publicKey(), verdict.signature()))
                .isTrue();
        given().get("/verdicts/" + verdict.verdict())
                .then()
                .statusCode(200)
                .body("baseline.digest", equalTo(model.toString()))
                .body("baseline.kappaT", nullValue())
                .body("candidate", nullValue())
                .body("retention", nullValue())
                .body("plan", equalTo(plan.digest().toString()));
        assertThat(given().get("/verdicts/" + verdict.verdict()).jsonPath().getDouble("baseline.kappaO"))
                .isBetween(0.75, 0.99);
    }

    @Test
    void rejectsABaselineThatReadsBadly() throws Exception {
        Digest cohort = hospitals.original(150);

        VerdictReached verdict = judgedBaseline(cohort, models.badBaseline(cohort));

        assertThat(verdict.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(verdict.reasons()).singleElement().asString().contains("a baseline needs 0.5000");
        assertThat(wire.told(ModelServing.class)).isEmpty();
    }

    @Test
    void selectsJudgesAndServesTheCandidateThatRemembersAndLearns() throws Exception {
        Digest baseline = servingBaseline();
        Digest cohort = hospitals.hospital(NEW, 60);
        Digest good = models.learned(baseline, NEW, cohort, Models.recipe(0, Statistics.ORIGINAL));
        Digest forgetful = models.forgetful(baseline, NEW, cohort, Models.recipe(100, Statistics.ORIGINAL));
        Digest control = models.forgetful(baseline, NEW, cohort, Models.recipe(0, Statistics.TARGET));
        publish(cohort, NEW, DomainRole.TARGET);
        take(new CandidateTrained("e1", NEW, control, Models.recipe(0, Statistics.TARGET), true, 1, Instant.EPOCH));

        VerdictReached verdict =
                judged(expansion("e1", NEW, baseline, cohort, List.of(good, forgetful, control), Optional.of(control)));

        assertThat(verdict.outcome()).as("%s", verdict.reasons()).isEqualTo(Outcome.APPROVED);
        assertThat(verdict.model()).hasValue(good); // α = 1 of the good path is the tuned model itself
        List<ModelServing> servings = servings(2);
        assertThat(servings.get(1).sequence()).isEqualTo(2);
        assertThat(servings.get(1).model()).isEqualTo(good);

        JsonPath view = given().get("/verdicts/" + verdict.verdict()).jsonPath();
        assertThat(view.getString("outcome")).isEqualTo("APPROVED");
        assertThat(view.getString("baseline.digest")).isEqualTo(baseline.toString());
        assertThat(view.getString("serving.digest")).isEqualTo(baseline.toString());
        assertThat(view.getDouble("baseline.kappaT")).isCloseTo(0, within(0.01)); // reads every image as D
        assertThat(view.getDouble("candidate.kappaT")).isGreaterThan(0.75);
        assertThat(view.getDouble("candidate.kappaO")).isEqualTo(view.getDouble("baseline.kappaO"));
        assertThat(view.getString("candidate.recipe.trainable")).isEqualTo("ALL");
        assertThat(view.getDouble("control.kappaO")).isLessThan(view.getDouble("baseline.kappaO") - 0.25);
        assertThat(view.getList("candidates")).hasSize(6);
        assertThat(view.getList("candidates.findAll { it.selected }.digest")).containsExactly(good.toString());
        assertThat(view.getList("candidates.recipe.alpha", Float.class)).contains(0.25f, 0.5f, 1f);
        assertThat(new HashSet<>(view.getList("candidates.digest"))).hasSize(6);
        assertThat(view.getList("refused.code")).containsExactly("CONTROL");
        assertThat(view.getDouble("retention.lower")).isZero();
        assertThat(view.getDouble("retention.margin")).isEqualTo(0.02);
        assertThat(view.getDouble("gain.lower")).isGreaterThan(0.5);
        given().get("/models")
                .then()
                .body("digest", contains(baseline.toString(), good.toString()))
                .body("serving", contains(false, true));
        given().get("/verdicts").then().body("expansion", contains("e1", "e-original"));
        assertThat(count("look")).isEqualTo(3); // the baseline's on O; O and T
    }

    @Test
    void storesAPointInsideThePathWithTheDigestItWasWeighedUnder() throws Exception {
        Digest baseline = servingBaseline();
        Digest cohort = hospitals.hospital(NEW, 60);
        // forgets at α = 1, remembers half way
        Digest model = models.halfForgetful(baseline, NEW, cohort, Models.recipe(0, Statistics.ORIGINAL));
        publish(cohort, NEW, DomainRole.TARGET);

        VerdictReached verdict = judged(expansion("e1", NEW, baseline, cohort, List.of(model), Optional.empty()));

        Digest judged = verdict.model().orElseThrow();
        ModelCard card = new ModelStore(artifacts).card(judged);
        assertThat(card.recipe().alpha()).isLessThan(1);
        assertThat(card.base()).hasValue(baseline);
        assertThat(card.baseline()).hasValue(baseline);
        assertThat(card.statistics())
                .isEqualTo(new ModelStore(artifacts).card(baseline).statistics());
        assertThat(artifacts.contains(card.tensors())).isTrue();
        assertThat(given().get("/verdicts/" + verdict.verdict())
                        .jsonPath()
                        .getList("candidates.findAll { it.selected }.digest"))
                .containsExactly(judged.toString());
    }

    @Test
    void looksAtNoTestImageWhereNoCandidateRemembers() throws Exception {
        Digest baseline = servingBaseline();
        Digest cohort = hospitals.hospital(NEW, 60);
        Digest forgetful = models.forgetful(baseline, NEW, cohort, Models.recipe(0, Statistics.ORIGINAL));
        publish(cohort, NEW, DomainRole.TARGET);

        VerdictReached verdict = judged(expansion("e1", NEW, baseline, cohort, List.of(forgetful), Optional.empty()));

        assertThat(verdict.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(verdict.model()).isEmpty();
        assertThat(verdict.reasons().get(0)).contains("none of 3 candidates remembers");
        assertThat(count("look")).isOne(); // the baseline's own
        given().get("/verdicts/" + verdict.verdict())
                .then()
                .body("candidate", nullValue())
                .body("gain", nullValue())
                .body("reasonCodes", contains("NONE_RETAINS"))
                .body("candidates", hasSize(3));
    }

    @Test
    void asksLaterCandidatesToRememberEarlierHospitals() throws Exception {
        Digest first = approvedHospital(servingBaseline());
        Digest cohort = hospitals.hospital("hillside", 60);
        Digest unlearned = models.unlearned(first, "hillside", cohort, Models.recipe(0, Statistics.ORIGINAL));
        publish(cohort, "hillside", DomainRole.TARGET);

        VerdictReached verdict =
                judged(expansion("e2", "hillside", first, cohort, List.of(unlearned), Optional.empty()));

        assertThat(verdict.outcome()).isEqualTo(Outcome.REJECTED);
        JsonPath view = given().get("/verdicts/" + verdict.verdict()).jsonPath();
        assertThat(view.getList("reasonCodes")).containsExactly("NONE_RETAINS");
        assertThat(view.getList("candidates.retentionLowerBoundValidation", Double.class))
                .containsOnly(0.0); // the original domain is remembered, the first hospital is not
        assertThat(view.getString("serving.digest")).isEqualTo(first.toString());
    }

    @Test
    void refusesModelsThatThePlanDoesNotAllow() throws Exception {
        Digest baseline = servingBaseline();
        Digest cohort = hospitals.hospital(NEW, 60);
        Digest lambda = models.learned(baseline, NEW, cohort, Models.recipe(7, Statistics.ORIGINAL));
        Digest moved = models.moved(baseline, NEW, cohort, Models.recipe(0, Statistics.ORIGINAL));
        Digest otherBase = models.learned(lambda, NEW, cohort, Models.recipe(0, Statistics.ORIGINAL));
        publish(cohort, NEW, DomainRole.TARGET);

        VerdictReached verdict =
                judged(expansion("e1", NEW, baseline, cohort, List.of(lambda, moved, otherBase), Optional.empty()));

        assertThat(verdict.outcome()).isEqualTo(Outcome.REJECTED);
        given().get("/verdicts/" + verdict.verdict())
                .then()
                .body("reasonCodes", contains("RECIPE_OUTSIDE_PLAN", "STATISTICS_CHANGED", "CONTRADICTION"));
        assertThat(wire.told(ModelServing.class)).hasSize(1);
    }

    @Test
    void isInconclusiveWithTooFewExamsAndSaysHowMany() throws Exception {
        Digest baseline = servingBaseline();
        Digest cohort = hospitals.hospital(NEW, 30);
        Digest good = models.learned(baseline, NEW, cohort, Models.recipe(0, Statistics.ORIGINAL));
        publish(cohort, NEW, DomainRole.TARGET);

        VerdictReached verdict = judged(expansion("e1", NEW, baseline, cohort, List.of(good), Optional.empty()));

        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.reasons())
                .singleElement()
                .asString()
                .contains("30 test exams")
                .contains("40");
        given().get("/verdicts/" + verdict.verdict()).then().body("moreExams", equalTo(10));
    }

    @Test
    void changesNothingWhenAnExpansionIsToldAgain() throws Exception {
        Digest cohort = hospitals.original(150);
        Digest model = models.baseline(cohort);
        judgedBaseline(cohort, model);

        take(baselineExpansion(cohort, model));
        take(baselineExpansion(cohort, model));
        VerdictReached other = judged(failedExpansion("e2")); // judged after them

        assertThat(other.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(other.reasons()).containsExactly("training failed: out of memory");
        assertThat(wire.told(VerdictReached.class)).hasSize(2);
        assertThat(wire.told(ModelServing.class)).hasSize(1);
    }

    @Test
    void waitsForTheBaselineAnExpansionBuildsOn() throws Exception {
        Digest original = hospitals.original(150);
        Digest baseline = models.baseline(original);
        Digest cohort = hospitals.hospital(NEW, 60);
        Digest good = models.learned(baseline, NEW, cohort, Models.recipe(0, Statistics.ORIGINAL));
        publish(cohort, NEW, DomainRole.TARGET);
        take(expansion("e1", NEW, baseline, cohort, List.of(good), Optional.empty()));

        judgedBaseline(original, baseline);

        assertThat(verdictOn("e1").outcome()).isEqualTo(Outcome.APPROVED);
    }

    @Test
    void endsInAVerdictAlsoWhereAnArtifactIsMissing() throws Exception {
        Digest cohort = hospitals.original(150);
        Digest nowhere = Digest.of("nowhere".getBytes(StandardCharsets.UTF_8));

        VerdictReached verdict = judgedBaseline(cohort, nowhere);

        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.reasons())
                .singleElement()
                .asString()
                .contains("3 attempts")
                .contains(nowhere.toString());
    }

    @Test
    void spendsTheLookBudgetAndThenStops() throws Exception {
        Digest baseline = servingBaseline();
        for (int look = 1; look <= 3; look++) { // the baseline's was the first of four
            String domain = NEW + look;
            Digest cohort = hospitals.hospital(domain, 60);
            Digest idle = models.unlearned(baseline, domain, cohort, Models.recipe(0, Statistics.ORIGINAL));
            publish(cohort, domain, DomainRole.TARGET);
            judged(expansion("e" + look, domain, baseline, cohort, List.of(idle), Optional.empty()));
        }
        Digest cohort = hospitals.hospital(NEW, 60);
        Digest good = models.learned(baseline, NEW, cohort, Models.recipe(0, Statistics.ORIGINAL));
        publish(cohort, NEW, DomainRole.TARGET);

        VerdictReached verdict = judged(expansion("e9", NEW, baseline, cohort, List.of(good), Optional.empty()));

        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.reasons()).singleElement().asString().contains("have decided 4 times");
        assertThat(count("look")).isEqualTo(1 + 3 * 2);
        JsonPath account = given().get("/looks").jsonPath();
        assertThat(account.getList("find { it.domain == 'original' }.looks.number"))
                .containsExactly(1, 2, 3, 4);
        // 5 % over four looks: γ₁ = 5/8; the original is remembered each time, so that its share is handed on
        assertThat(account.getDouble("find { it.domain == 'original' }.looks[0].alpha"))
                .isZero();
        assertThat(account.getDouble("find { it.domain == 'original' }.looks[1].alpha"))
                .isCloseTo(0.05 * 5 / 8, within(1e-6));
        assertThat(account.getDouble("find { it.domain == 'original' }.looks[2].alpha"))
                .isCloseTo(0.05 * (5.0 / 8 + 5.0 / 24), within(1e-6));
        assertThat(account.getInt("find { it.domain == 'original' }.left")).isZero();
        assertThat(account.getList("find { it.domain == 'riverside1' }.looks.shown"))
                .containsExactly(false);
    }

    @Test
    void leavesTheTestImagesSealedWhereThereAreTooFewOfThem() throws Exception {
        Digest baseline = servingBaseline();
        Digest cohort = hospitals.hospital(NEW, 30);
        Digest good = models.learned(baseline, NEW, cohort, Models.recipe(0, Statistics.ORIGINAL));
        publish(cohort, NEW, DomainRole.TARGET);

        judged(expansion("e1", NEW, baseline, cohort, List.of(good), Optional.empty()));

        assertThat(count("look")).isOne(); // the baseline's own
    }

    @Test
    void rollsBackToAnEarlierApprovedModel() throws Exception {
        Digest baseline = servingBaseline();
        Digest good = approvedHospital(baseline);

        given().contentType(ContentType.JSON)
                .body(Map.of("model", baseline.toString(), "reason", "complaints of riverside"))
                .post("/rollback")
                .then()
                .statusCode(200)
                .body("sequence", equalTo(3))
                .body("model", equalTo(baseline.toString()));

        assertThat(servings(3).get(2).model()).isEqualTo(baseline);
        rollback(baseline.toString()).then().statusCode(409).contentType("application/problem+json");
        rollback(Digest.of(new byte[] {5}).toString()).then().statusCode(404);
        rollback("latest").then().statusCode(422).body("detail", containsString("sha256:"));
        assertThat(good).isNotEqualTo(baseline);
        assertThat(acts(servings(3).get(2))).endsWith("ROLLBACK_ASKED " + baseline, "MODEL_SERVING " + baseline);
    }

    @Test
    void writesEachActIntoTheAuditLogAndTellsItsPlace() throws Exception {
        Digest baseline = servingBaseline();
        VerdictReached verdict = wire.told(VerdictReached.class).get(0);
        ModelServing serving = onlyServing();

        assertThat(acts(serving))
                .endsWith(
                        "LOOK_GRANTED " + verdict.verdict(),
                        "VERDICT_REACHED " + verdict.verdict(),
                        "MODEL_SERVING " + baseline);
        AuditReport report = new AuditVerifier(List.of(new VerificationKeys(Path.of(keys))))
                .verify(
                        new ByteArrayInputStream(given().get("/audit").asByteArray()),
                        List.of(
                                ToldAct.of(verdict).orElseThrow(),
                                ToldAct.of(serving).orElseThrow()));
        assertThat(report.fault()).isEmpty();
        assertThat(report.told()).isEqualTo(2);
    }

    @Test
    void signsAnewWhatServesOnceTheKeyInUseIsAnother() throws Exception {
        Digest baseline = servingBaseline();
        onlyServing();
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery("update serving_decision set signature_key = 'former'")
                        .executeUpdate());

        lineage.signAnew("breast-density");
        lineage.signAnew("breast-density");

        ModelServing anew = servings(2).get(1);
        assertThat(anew.sequence()).isEqualTo(2);
        assertThat(anew.model()).isEqualTo(baseline);
        assertThat(anew.signature().key()).isEqualTo("test-1");
        assertThat(acts(anew)).last().isEqualTo("MODEL_SERVING " + baseline);
    }

    @Test
    void showsThePlanByteForByteAndNothingElse() throws Exception {
        String yaml = Files.readString(Path.of("src/test/resources/plans/automatic.yaml"));
        Digest noPlan = artifacts.put(new byte[] {1, 2, 3});

        assertThat(given().get("/plans/in-force").asString()).isEqualTo(yaml);
        assertThat(given().get("/plans/" + plan.digest()).asString()).isEqualTo(yaml);
        given().get("/plans/" + noPlan).then().statusCode(404).contentType("application/problem+json");
        given().get("/plans/latest").then().statusCode(404);
    }

    @Test
    void asksNobodyWhereThePlanIsAutomatic() throws Exception {
        Digest cohort = hospitals.original(150);
        VerdictReached verdict = judgedBaseline(cohort, models.baseline(cohort));

        given().contentType(ContentType.JSON)
                .body(Map.of("approver", "Dr. A", "reason", "fine", "decision", "APPROVE"))
                .post("/verdicts/" + verdict.verdict() + "/approval")
                .then()
                .statusCode(409)
                .body("detail", containsString("AUTOMATIC"));
        given().get("/verdicts/unknown").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void putsAMalformedMessageAsideAndGoesOn() throws Exception {
        Digest cohort = hospitals.original(150);
        ExpansionTrained fact = baselineExpansion(cohort, models.baseline(cohort));

        assertThat(wire.bring(Topic.EXPANSION_TRAINED, fact, "{\"expansion\":").get())
                .isFalse();

        publish(cohort, ORIGINAL, DomainRole.ORIGINAL);
        assertThat(judged(fact).outcome()).isEqualTo(Outcome.APPROVED);
    }

    @Test
    void takesOverWhatAnEarlierDatabaseDecided() throws Exception {
        Digest baseline = servingBaseline();
        Digest good = approvedHospital(baseline);
        List<VerdictReached> verdicts = wire.told(VerdictReached.class);
        List<ModelServing> servings = servings(2);
        String modelsBefore = given().get("/models").asString();
        String verdictBefore =
                given().get("/verdicts/" + verdicts.get(1).verdict()).asString();

        forgetEverything();
        wire.forgetWhatWasTold();
        for (VerdictReached verdict : verdicts) {
            take(verdict);
        }
        take(servings.get(1)); // the topic is compacted: only the last is left
        take(expansion("e1", NEW, baseline, hospitals.hospital(NEW, 60), List.of(good), Optional.empty()));
        judged(failedExpansion("e2"));

        assertThat(given().get("/models").asString()).isEqualTo(modelsBefore);
        assertThat(given().get("/verdicts/" + verdicts.get(1).verdict()).asString())
                .isEqualTo(verdictBefore);
        assertThat(wire.told(VerdictReached.class)).hasSize(1); // e2's alone
        assertThat(wire.told(ModelServing.class)).isEmpty();
        assertThat(count("look")).isEqualTo(3);
        assertThat(given().get("/audit").asString().lines())
                .filteredOn(line -> line.contains("_TAKEN_OVER"))
                .extracting(line -> Json.MAPPER
                        .readTree(line)
                        .path("body")
                        .path("audit")
                        .path("hash")
                        .asText())
                .containsExactlyInAnyOrder(
                        place(verdicts.get(0).audit()),
                        place(verdicts.get(1).audit()),
                        place(servings.get(1).audit()));
        rollback(baseline.toString()).then().body("sequence", equalTo(3));
    }

    @Test
    void servesAndTellsHowEveryApprovedModelReadsEveryDomain() throws Exception {
        threeHospitals();

        JsonPath matrix = given().get("/models/matrix").jsonPath();
        assertThat(matrix.getList("versions.domain")).containsExactly(ORIGINAL, NEW, "hillside");
        assertThat(matrix.getList("domains.id")).containsExactly(ORIGINAL, NEW, "hillside", "valley");
        assertThat(matrix.getList("domains.learned")).containsExactly(1, 2, 3, null);
        assertThat(matrix.getList("cells")).hasSize(12); // also how the first hospital's model reads the third hospital
        assertThat(kappa(matrix, ORIGINAL, 3)).isEqualTo(kappa(matrix, ORIGINAL, 1));
        assertThat(kappa(matrix, NEW, 1)).isCloseTo(0, within(0.01));
        assertThat(kappa(matrix, NEW, 3)).isGreaterThan(kappa(matrix, NEW, 2) + 0.1);
        assertThat(matrix.getDouble("backwardTransfer"))
                .isCloseTo((kappa(matrix, NEW, 3) - kappa(matrix, NEW, 2)) / 2, within(1e-6));
        assertThat(matrix.getDouble("forwardTransfer"))
                .isCloseTo((kappa(matrix, NEW, 1) + kappa(matrix, "hillside", 2)) / 2, within(1e-6));
        assertThat(matrix.getDouble("domains[1].change.lower")).isPositive();
        assertThat(count("look")).isEqualTo(1 + 2 + 3 + 4); // reading for the record takes none

        VerdictReached.Transfer told = verdictOn("e3").transfer().orElseThrow();
        TransferMatrix stored = Json.read(artifacts.read(told.matrix()), TransferMatrix.class);
        assertThat(told.models()).isEqualTo(3);
        assertThat(told.domains()).isEqualTo(4);
        assertThat(told.backward()).isEqualTo(stored.backwardTransfer());
        assertThat(stored.cells()).hasSize(12);
        assertThat(verdictOn("e-original").transfer().orElseThrow().backward()).isEmpty();
    }

    @Test
    void servesTheMatrixAsATableToWhoAsksForOne() throws Exception {
        servingBaseline();

        String table = given().accept("text/csv").get("/models/matrix").asString();

        assertThat(table.lines()).hasSize(2).anyMatch(line -> line.startsWith("original,1,sha256:"));
        given().accept("text/csv").get("/models/matrix").then().contentType("text/csv");
        given().accept("*/*").get("/models/matrix").then().contentType(ContentType.JSON);
    }

    @Test
    void makesTheSameMatrixFromWhatAnEarlierDatabaseDecided() throws Exception {
        threeHospitals();
        String before = given().get("/models/matrix").asString();
        List<VerdictReached> verdicts = wire.told(VerdictReached.class);
        ModelServing serving = servings(3).get(2);

        forgetEverything();
        for (VerdictReached verdict : verdicts) {
            take(verdict);
        }
        take(serving);

        assertThat(given().get("/models/matrix").asString()).isEqualTo(before);
    }

    @Test
    void reachesAVerdictAlsoWhereAnEarlierEvidenceIsLost() throws Exception {
        servingBaseline();
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery("update verdict set evidence = :nowhere")
                        .setParameter("nowhere", Digest.of(new byte[] {7}).toString())
                        .executeUpdate());

        VerdictReached verdict = judged(failedExpansion("e1"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.transfer()).isEmpty();
    }

    @Test
    void refusesForgedDecisions() throws Exception {
        servingBaseline();
        VerdictReached verdict = wire.told(VerdictReached.class).get(0);
        ModelServing serving = onlyServing();
        forgetEverything();

        VerdictReached otherEvidence = new VerdictReached(
                verdict.verdict(),
                verdict.lineage(),
                verdict.expansion(),
                verdict.domain(),
                verdict.outcome(),
                verdict.model(),
                verdict.reasons(),
                Digest.of(new byte[] {9}),
                verdict.plan(),
                verdict.signature(),
                verdict.reachedAt(),
                verdict.audit(),
                verdict.transfer());
        VerdictReached otherModel = new VerdictReached(
                verdict.verdict(),
                verdict.lineage(),
                verdict.expansion(),
                verdict.domain(),
                verdict.outcome(),
                Optional.of(Digest.of(new byte[] {9})),
                verdict.reasons(),
                verdict.evidence(),
                verdict.plan(),
                verdict.signature(),
                verdict.reachedAt(),
                verdict.audit(),
                verdict.transfer());
        ModelServing laterSequence = new ModelServing(
                serving.lineage(),
                serving.sequence() + 1,
                serving.model(),
                serving.plan(),
                serving.verdict(),
                serving.signature(),
                serving.decidedAt(),
                serving.audit());

        assertThat(wire.bring(otherEvidence).get()).isFalse();
        assertThat(wire.bring(otherModel).get()).isFalse();
        assertThat(wire.bring(laterSequence).get()).isFalse();
        given().get("/models").then().body("", hasSize(0));
    }

    private Digest servingBaseline() throws Exception {
        Digest cohort = hospitals.original(150);
        Digest model = models.baseline(cohort);
        assertThat(judgedBaseline(cohort, model).outcome()).isEqualTo(Outcome.APPROVED);
        return model;
    }

    private Digest approvedHospital(Digest baseline) throws Exception {
        Digest cohort = hospitals.hospital(NEW, 60);
        Digest good = models.learned(baseline, NEW, cohort, Models.recipe(0, Statistics.ORIGINAL));
        publish(cohort, NEW, DomainRole.TARGET);
        VerdictReached verdict = judged(expansion("e1", NEW, baseline, cohort, List.of(good), Optional.empty()));
        assertThat(verdict.outcome()).isEqualTo(Outcome.APPROVED);
        return good;
    }

    /** The first two are approved; to the third, the model that serves is good enough already. */
    private void threeHospitals() throws Exception {
        Digest baseline = servingBaseline();
        Digest north = hospitals.hospital(NEW, 60);
        Digest halfLearned = models.halfLearned(baseline, NEW, north, Models.recipe(0, Statistics.ORIGINAL));
        Digest first = arrives("e1", NEW, baseline, north, halfLearned, Outcome.APPROVED);
        Digest hillside = hospitals.hospital("hillside", 60);
        Digest learned = models.learned(first, "hillside", hillside, Models.recipe(0, Statistics.ORIGINAL));
        Digest second = arrives("e2", "hillside", first, hillside, learned, Outcome.APPROVED);
        Digest valley = hospitals.hospital("valley", 60);
        Digest same = models.learned(second, "valley", valley, Models.recipe(0, Statistics.ORIGINAL));
        arrives("e3", "valley", second, valley, same, Outcome.REJECTED);
    }

    /** The model that was judged, a point of the candidate's path. */
    private Digest arrives(String id, String domain, Digest base, Digest cohort, Digest candidate, Outcome outcome)
            throws Exception {
        publish(cohort, domain, DomainRole.TARGET);
        VerdictReached verdict = judged(expansion(id, domain, base, cohort, List.of(candidate), Optional.empty()));
        assertThat(verdict.outcome()).as("%s", verdict.reasons()).isEqualTo(outcome);
        return verdict.model().orElseThrow();
    }

    private static double kappa(JsonPath matrix, String domain, int version) {
        return matrix.getDouble("cells.find { it.domain == '" + domain + "' && it.version == " + version + " }.kappa");
    }

    private VerdictReached judgedBaseline(Digest cohort, Digest model) throws Exception {
        publish(cohort, ORIGINAL, DomainRole.ORIGINAL);
        return judged(baselineExpansion(cohort, model));
    }

    private VerdictReached judged(ExpansionTrained fact) throws Exception {
        take(fact);
        return verdictOn(fact.expansion());
    }

    private VerdictReached verdictOn(String expansion) {
        return await().atMost(PATIENCE)
                .until(
                        () -> wire.told(VerdictReached.class).stream()
                                .filter(verdict -> verdict.expansion().equals(expansion))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private ModelServing onlyServing() {
        return servings(1).get(0);
    }

    /** What must serve, once it was told so often; a verdict is told a moment before. */
    private List<ModelServing> servings(int count) {
        await().atMost(PATIENCE).until(() -> wire.told(ModelServing.class).size() >= count);
        assertThat(wire.told(ModelServing.class)).hasSize(count);
        return wire.told(ModelServing.class);
    }

    private void publish(Digest cohort, String domain, DomainRole role) throws Exception {
        take(new CohortPublished(domain, role, cohort, Map.of(), Map.of(), Map.of(), Map.of(), Instant.EPOCH));
    }

    private void take(Event fact) throws Exception {
        assertThat(wire.bring(fact).get()).isTrue();
    }

    private ExpansionTrained baselineExpansion(Digest cohort, Digest model) {
        return fact(
                "e-original",
                ORIGINAL,
                DomainRole.ORIGINAL,
                Optional.empty(),
                cohort,
                List.of(model),
                Optional.empty());
    }

    private ExpansionTrained expansion(
            String id, String domain, Digest base, Digest cohort, List<Digest> candidates, Optional<Digest> control) {
        return fact(id, domain, DomainRole.TARGET, Optional.of(base), cohort, candidates, control);
    }

    private ExpansionTrained fact(
            String id,
            String domain,
            DomainRole role,
            Optional<Digest> base,
            Digest cohort,
            List<Digest> candidates,
            Optional<Digest> control) {
        return new ExpansionTrained(
                id,
                "breast-density",
                domain,
                role,
                base,
                cohort,
                plan.digest(),
                candidates,
                control,
                Optional.empty(),
                1,
                Instant.EPOCH);
    }

    private ExpansionTrained failedExpansion(String id) {
        return new ExpansionTrained(
                id,
                "breast-density",
                NEW,
                DomainRole.TARGET,
                Optional.empty(),
                Digest.of(new byte[] {3}),
                plan.digest(),
                List.of(),
                Optional.empty(),
                Optional.of("out of memory"),
                1,
                Instant.EPOCH);
    }

    private static String place(Optional<AuditAnchor> audit) {
        return audit.orElseThrow().hash().toString();
    }

    /** Kind and subject of the audit log's entries, up to the place this was told with. */
    private static List<String> acts(ModelServing told) {
        return given().get("/audit")
                .asString()
                .lines()
                .limit(told.audit().orElseThrow().sequence())
                .map(JsonPath::from)
                .map(line -> line.getString("kind") + " " + line.getString("subject"))
                .toList();
    }

    private static Response rollback(String model) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("model", model, "reason", "a reason"))
                .post("/rollback");
    }

    private PublicKey publicKey() throws Exception {
        String pem = Files.readString(Path.of(keys).resolve("test-1.pem")).replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
    }

    private long count(String table) {
        return QuarkusTransaction.requiringNew()
                .call(() -> ((Number) entities.createNativeQuery("select count(*) from " + table)
                                .getSingleResult())
                        .longValue());
    }

    private void forgetEverything() {
        Tables.forgetEverything(entities);
    }
}
