package io.perennial.inference.shadow;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.event.CloudEvent;
import io.perennial.event.ShadowCompared;
import io.perennial.event.Signature;
import io.perennial.event.VerdictReached;
import io.perennial.inference.testing.ServedReplica;
import io.perennial.inference.testing.StoredModels;
import io.perennial.inference.testing.TestMammograms;
import io.perennial.inference.testing.TestReplica;
import io.perennial.inference.testing.WatchedReplica;
import io.perennial.mammography.View;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestReplica.class)
@TestProfile(WatchedReplica.class)
class ShadowTest {

    private static final Digest PLAN = Digest.of("plan".getBytes(StandardCharsets.UTF_8));

    @Inject
    ServedReplica replica;

    @Inject
    @Any
    InMemoryConnector connector;

    @Inject
    ArtifactStore artifacts;

    private Digest serving;
    private Digest other;

    @BeforeEach
    void serveAModelAlone() throws IOException {
        serving = replica.serve(1);
        other = replica.write(2);
        end();
    }

    @AfterEach
    void end() {
        when().delete("/shadow").then().statusCode(204);
        awaitState("NONE");
    }

    @Test
    void readsAlongWithoutChangingAByteOfAnAnswer() {
        byte[] image = TestMammograms.of(View.LCC, 21);
        String alone = read(image);

        choose(other).statusCode(202);
        awaitState("READING");

        for (int i = 0; i < 4; i++) {
            assertThat(read(image)).isEqualTo(alone);
        }
        await().untilAsserted(() -> when().get("/shadow")
                .then()
                .body("model", equalTo(other.toString()))
                .body("chosenBy", equalTo("anonymous"))
                .body("comparison.serving", equalTo(serving.toString()))
                .body("comparison.shadow", equalTo(other.toString()))
                .body("comparison.exams", equalTo(4)));
    }

    @Test
    void tellsHowItComparesAndThatItEnded() {
        choose(other).statusCode(202);
        awaitState("READING");
        int before = told().size();
        for (int i = 0; i < 3; i++) {
            read(TestMammograms.of(View.LCC, 30 + i));
        }
        await().until(() -> told().size() > before);

        end();

        await().until(() -> told().stream().skip(before).anyMatch(ShadowCompared::ended));
        ShadowCompared last = told().stream()
                .filter(ShadowCompared::ended)
                .reduce((a, b) -> b)
                .orElseThrow();
        assertThat(last.shadow()).isEqualTo(other);
        assertThat(last.serving()).isEqualTo(serving);
        assertThat(last.exams()).isEqualTo(3);
        assertThat(last.readings().stream()
                        .flatMap(List::stream)
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(3);
        when().get("/q/metrics").then().body(containsString("perennial_shadow_readings_total"));
    }

    @Test
    void stopsReadingAlongOnceItServes() throws IOException {
        Digest next = replica.write(3);
        choose(next).statusCode(202);
        awaitState("READING");

        replica.serve(3);

        awaitState("SERVING");
    }

    @Test
    void hasACandidateThatTheGateLetsThroughReadAlongHoweverOftenItHearsOfIt() {
        ConsumerRecord<String, String> verdict = record(verdict(VerdictReached.Outcome.APPROVED, other));

        connector.source("verdict-reached").send(verdict);
        connector.source("verdict-reached").send(verdict);

        awaitState("READING");
        when().get("/shadow").then().body("model", equalTo(other.toString())).body("chosenBy", equalTo("verdict v1"));
    }

    @Test
    void leavesRejectedAndUnreadableVerdictsAlone() throws IOException {
        Digest chosen = replica.write(4);
        connector.source("verdict-reached").send(record(verdict(VerdictReached.Outcome.REJECTED, other)));
        connector
                .source("verdict-reached")
                .send(new ConsumerRecord<>("perennial.verdict-reached.v1", 0, 0, "breast-density", "{\"verdict\":"));

        connector.source("verdict-reached").send(record(verdict(VerdictReached.Outcome.APPROVED, chosen)));

        awaitState("READING");
        when().get("/shadow").then().body("model", equalTo(chosen.toString()));
    }

    @Test
    void doesNotLetAnOldVerdictUndoALaterChoice() throws IOException {
        Digest old = replica.write(5);
        choose(other).statusCode(202);
        awaitState("READING");

        connector.source("verdict-reached").send(record(verdict(VerdictReached.Outcome.APPROVED, old, Instant.EPOCH)));
        connector.source("verdict-reached").send(record(verdict(VerdictReached.Outcome.REJECTED, old)));

        when().get("/shadow").then().body("model", equalTo(other.toString()));
    }

    @Test
    void refusesAModelThatDoesNotGiveItsKnownAnswer() throws IOException {
        Digest wrong = new StoredModels(artifacts)
                .write(6, weights -> weights.get("fc.bias").addi(0.5), card -> card);

        choose(wrong).statusCode(202);

        awaitState("REFUSED");
        when().get("/shadow").then().body("reason", containsString("golden input"));
        read(TestMammograms.of(View.LCC, 40));
    }

    @Test
    void refusesToChooseWhatIsNoModelOfTheLineage() {
        choose(Digest.of(new byte[] {77})).statusCode(422).body("detail", containsString("artifact store"));
        given().contentType("application/json")
                .body("{}")
                .when()
                .put("/shadow")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        given().contentType("application/json")
                .body("{\"model\":\"latest\"}")
                .when()
                .put("/shadow")
                .then()
                .statusCode(400);
    }

    private List<ShadowCompared> told() {
        return connector.sink("outbox").received().stream()
                .map(message -> (String) message.getPayload())
                .filter(json -> json.contains("\"shadow\":"))
                .map(ShadowTest::parsed)
                .toList();
    }

    private static ShadowCompared parsed(String json) {
        try {
            return CloudEvent.read(json, ShadowCompared.class);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static VerdictReached verdict(VerdictReached.Outcome outcome, Digest model) {
        return verdict(outcome, model, Instant.now());
    }

    private static VerdictReached verdict(VerdictReached.Outcome outcome, Digest model, Instant at) {
        return new VerdictReached(
                "v1",
                StoredModels.LINEAGE,
                "e1",
                "hospital-n",
                outcome,
                Optional.of(model),
                List.of(),
                PLAN,
                PLAN,
                new Signature("gate-1", "c2lnbmF0dXJl"),
                at,
                Optional.empty(),
                Optional.empty());
    }

    private static ConsumerRecord<String, String> record(VerdictReached verdict) {
        CloudEvent envelope = CloudEvent.of(verdict, URI.create("/perennial/evaluation-service"));
        ConsumerRecord<String, String> record =
                new ConsumerRecord<>("perennial.verdict-reached.v1", 0, 0, envelope.key(), envelope.json());
        envelope.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private static ValidatableResponse choose(Digest model) {
        return given().contentType("application/json")
                .body("{\"model\":\"" + model + "\"}")
                .when()
                .put("/shadow")
                .then();
    }

    private static void awaitState(String state) {
        await().untilAsserted(() -> when().get("/shadow").then().statusCode(200).body("state", equalTo(state)));
    }

    private static String read(byte[] image) {
        return given().contentType("application/dicom")
                .body(image)
                .when()
                .post("/readings")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
