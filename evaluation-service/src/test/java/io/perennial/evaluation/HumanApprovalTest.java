package io.perennial.evaluation;

import static io.perennial.evaluation.testing.Hospitals.ORIGINAL;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.evaluation.plan.PlanInForce;
import io.perennial.evaluation.testing.Hospitals;
import io.perennial.evaluation.testing.Keys;
import io.perennial.evaluation.testing.Models;
import io.perennial.evaluation.testing.Tables;
import io.perennial.evaluation.testing.Wire;
import io.perennial.event.CohortPublished;
import io.perennial.event.ExpansionTrained;
import io.perennial.event.ModelServing;
import io.perennial.event.VerdictReached;
import io.perennial.event.VerdictReached.Outcome;
import io.perennial.mammography.DomainRole;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Under a plan that leaves the last word to people. */
@QuarkusTest
@TestProfile(HumanApprovalTest.Plan.class)
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(Keys.class)
class HumanApprovalTest {

    /** The other plan. */
    public static class Plan implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("evaluation.plan", "src/test/resources/plans/human.yaml");
        }
    }

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
    private Digest model;

    @BeforeEach
    void startEmpty() {
        Tables.forgetEverything(entities);
        wire = new Wire(connector);
        wire.forgetWhatWasTold();
    }

    @Test
    void leavesOutOfServiceWhatAPersonRefuses() throws Exception {
        VerdictReached verdict = approvedByTheGate();

        decide(verdict, Map.of("approver", "Dr. B", "reason", "the scanner was recalled", "decision", "REFUSE"))
                .then()
                .statusCode(200)
                .body("outcome", equalTo("APPROVED"))
                .body("approval.decision", equalTo("REFUSE"))
                .body("approval.reason", equalTo("the scanner was recalled"));

        given().get("/models").then().body("", hasSize(0));
        given().get("/audit/head")
                .then()
                .body("kind", equalTo("PERSON_DECIDED"))
                .body("subject", equalTo(verdict.verdict()))
                .body("body.decision", equalTo("REFUSE"))
                .body("body.approver", equalTo("Dr. B"));
        decide(verdict, Map.of("approver", "Dr. B", "reason", "a new scanner", "decision", "APPROVE"))
                .then()
                .statusCode(409);
        assertThat(wire.told(ModelServing.class)).isEmpty();
    }

    @Test
    void bringsNothingIntoServiceUntilAPersonSaysSo() throws Exception {
        VerdictReached verdict = approvedByTheGate();

        assertThat(verdict.outcome()).isEqualTo(Outcome.APPROVED);
        assertThat(wire.told(ModelServing.class)).isEmpty();
        given().get("/models").then().body("", hasSize(0));
        given().get("/verdicts/" + verdict.verdict()).then().body("approval.awaited", equalTo(true));
        decide(verdict, Map.of("approver", "Dr. A", "decision", "APPROVE"))
                .then()
                .statusCode(422)
                .body("detail", containsString("reason"));
        decide(verdict, Map.of("approver", "Dr. A", "reason", "read the evidence", "decision", "PERHAPS"))
                .then()
                .statusCode(400);

        decide(verdict, Map.of("approver", "Dr. A", "reason", "read the evidence", "decision", "APPROVE"))
                .then()
                .statusCode(200)
                .body("approval.decision", equalTo("APPROVE"))
                .body("approval.approver", equalTo("Dr. A"))
                .body("approval.awaited", equalTo(false));

        await().atMost(Duration.ofSeconds(10))
                .until(() -> wire.told(ModelServing.class).size() == 1);
        assertThat(wire.told(ModelServing.class).get(0).model()).isEqualTo(model);
        given().get("/audit/head").then().body("kind", equalTo("MODEL_SERVING"));
        given().get("/audit?from="
                        + (wire.told(ModelServing.class)
                                        .get(0)
                                        .audit()
                                        .orElseThrow()
                                        .sequence()
                                - 1)
                        + "&limit=1")
                .then()
                .body(containsString("\"kind\":\"PERSON_DECIDED\""))
                .body(containsString("\"approver\":\"Dr. A\""))
                .body(containsString("\"reason\":\"read the evidence\""));
        decide(verdict, Map.of("approver", "Dr. B", "reason", "no", "decision", "REFUSE"))
                .then()
                .statusCode(409)
                .body("detail", containsString("decided before"));
    }

    private VerdictReached approvedByTheGate() throws Exception {
        Digest cohort = new Hospitals(artifacts).original(150);
        model = new Models(artifacts, plan.digest()).baseline(cohort);
        assertThat(wire.bring(new CohortPublished(
                                ORIGINAL,
                                DomainRole.ORIGINAL,
                                cohort,
                                Map.of(),
                                Map.of(),
                                Map.of(),
                                Map.of(),
                                Instant.EPOCH))
                        .get())
                .isTrue();
        assertThat(wire.bring(new ExpansionTrained(
                                "e-human",
                                "breast-density",
                                ORIGINAL,
                                DomainRole.ORIGINAL,
                                Optional.empty(),
                                cohort,
                                plan.digest(),
                                List.of(model),
                                Optional.empty(),
                                Optional.empty(),
                                1,
                                Instant.EPOCH))
                        .get())
                .isTrue();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !wire.told(VerdictReached.class).isEmpty());
        return wire.told(VerdictReached.class).get(0);
    }

    private static Response decide(VerdictReached verdict, Map<String, String> body) {
        return given().contentType(ContentType.JSON).body(body).post("/verdicts/" + verdict.verdict() + "/approval");
    }
}
