package io.perennial.training.expansion;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.perennial.artifact.Digest;
import io.perennial.artifact.ModelCard;
import io.perennial.artifact.Recipe;
import io.perennial.event.CandidateTrained;
import io.perennial.event.CohortPublished;
import io.perennial.event.ExpansionTrained;
import io.perennial.event.Topic;
import io.perennial.event.TrainingProgressed;
import io.perennial.mammography.DomainRole;
import io.perennial.messaging.UnreadableEventException;
import io.perennial.messaging.testing.TestDatabase;
import io.perennial.network.ModelStore;
import io.perennial.network.Weights;
import io.perennial.training.SyntheticCohort;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

/** The service from the facts it hears to the facts it tells, with a real database and a real, tiny network. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TrainingServiceTest extends TrainingServiceFixture {

    @Test
    void trainsTheBaselineAndThenExpandsItToAHospital() throws Exception {
        CohortPublished original = SyntheticCohort.publish(artifacts, "north", DomainRole.ORIGINAL, 1);
        CohortPublished target = SyntheticCohort.publish(artifacts, "south", DomainRole.TARGET, 2);

        ConsumerRecord<String, String> arrival = record(original);
        hear("cohort-published", arrival);
        hear("cohort-published", record(target));
        ExpansionTrained baseline = awaitTold(ExpansionTrained.class, 1).get(0);

        assertThat(baseline.failure()).isEmpty();
        assertThat(baseline.base()).isEmpty();
        assertThat(baseline.role()).isEqualTo(DomainRole.ORIGINAL);
        assertThat(told(CandidateTrained.class))
                .singleElement()
                .satisfies(candidate -> assertThat(candidate.model())
                        .isEqualTo(baseline.candidates().get(0)));
        assertThat(told(TrainingProgressed.class))
                .extracting(TrainingProgressed::stage)
                .contains("BASELINE");
        given().get("/expansions").then().body("state", is(List.of("WAITING", "TRAINED")));

        Digest base = baseline.candidates().get(0);
        hear("model-serving", record(serving(base)));
        hear("cohort-published", arrival); // heard before
        hear("cohort-published", record(target)); // told again, in a new envelope
        hear("cohort-published", record(SyntheticCohort.publish(artifacts, "north", DomainRole.ORIGINAL, 3)));
        ExpansionTrained expansion = awaitTold(ExpansionTrained.class, 2).get(1);

        assertThat(expansion.failure()).isEmpty();
        assertThat(expansion.base()).contains(base);
        assertThat(expansion.plan()).isEqualTo(plan.digest());
        assertThat(expansion.candidates()).hasSize(2);
        assertThat(told(CandidateTrained.class)).hasSize(1 + 2 + 1);
        assertIsUsable(expansion.candidates().get(0), base);
        assertThat(card(expansion.control().orElseThrow()).anchor()).isEmpty();
        given().get("/expansions/" + expansion.expansion())
                .then()
                .statusCode(200)
                .body("state", is("TRAINED"))
                .body("shareDone", is(1f))
                .body("base", is(base.toString()))
                .body("candidates.size()", is(4))
                .body("candidates[2].failure", containsString("loss became"))
                .body("candidates[3].control", is(true))
                .body("candidates[0].model", startsWith("sha256:"));
        given().get("/expansions").then().body("state", is(List.of("TRAINED", "TRAINED")));
    }

    @Test
    void resumesWhereAKilledServiceLeftIt() throws Exception {
        Digest base = baseline();
        Digest cohort = SyntheticCohort.publish(artifacts, "south", DomainRole.TARGET, 4)
                .cohort();
        Digest finished = Digest.of(new byte[] {1});
        Expansion abandoned = ExpansionFixture.abandoned(base, card(base).anchor(), cohort, plan.digest());
        QuarkusTransaction.requiringNew().run(() -> {
            expansions.persist(abandoned);
            candidates.persist(ExpansionFixture.finished(
                    abandoned.id(), new FinishedRun(0, recipe(), false, Optional.of(finished), Optional.empty(), 1)));
        });

        ExpansionTrained told = awaitTold(ExpansionTrained.class, 1).get(0);

        assertThat(told.expansion()).isEqualTo(abandoned.id());
        assertThat(told.candidates()).hasSize(2).first().isEqualTo(finished);
        assertThat(told(CandidateTrained.class))
                .extracting(CandidateTrained::model)
                .doesNotContain(finished)
                .hasSize(2); // one more candidate and the control
    }

    @Test
    void givesUpAnExpansionThatKillsItsServiceAgainAndAgain() throws Exception {
        Digest any = plan.digest();
        Expansion deadly = ExpansionFixture.abandoned(any, Optional.empty(), any, any);
        Instant past = Instant.now().minusSeconds(30);
        deadly.leaseTo(UUID.randomUUID(), past, past);
        deadly.leaseTo(UUID.randomUUID(), past, past);

        QuarkusTransaction.requiringNew().run(() -> expansions.persist(deadly));

        assertThat(awaitTold(ExpansionTrained.class, 1).get(0).failure().orElseThrow())
                .contains("given up after 3 attempts");
    }

    @Test
    void stopsWhatAnotherHasTrainedMeanwhileAndTellsNothingOfIt() throws Exception {
        CohortPublished target = SyntheticCohort.publish(artifacts, "south", DomainRole.TARGET, 11);
        Expansion expansion = endless(target);
        Digest model = Digest.of(new byte[] {1});

        hear("expansion-trained", record(trained(expansion.id(), target, expansion.base(), model)));

        // one at a time: the next one runs only when this one has stopped
        hear("cohort-published", record(SyntheticCohort.publish(artifacts, "north", DomainRole.ORIGINAL, 12)));
        assertThat(awaitTold(ExpansionTrained.class, 1))
                .singleElement()
                .satisfies(told -> assertThat(told.domain()).isEqualTo("north"));
        given().get("/expansions/" + expansion.id())
                .then()
                .body("state", is("TRAINED"))
                .body("candidates.model", is(List.of(model.toString())));
    }

    @Test
    void letsNobodyButTheOwnerOfTheLeaseChangeAnything() throws Exception {
        Expansion expansion = endless(SyntheticCohort.publish(artifacts, "south", DomainRole.TARGET, 13));
        Lease stolen = new Lease(expansion.id(), UUID.randomUUID());

        assertThat(leases.renew(stolen)).isEqualTo(Lease.Standing.LOST);
        assertThat(leases.claim(stolen.owner())).isEmpty();
        assertThatThrownBy(() -> outcomes.failed(stolen, "sabotage")).isInstanceOf(LeaseLostException.class);

        given().post("/expansions/" + expansion.id() + "/cancellation").then().body("state", is("RUNNING"));
    }

    @Test
    void stopsARunningExpansionWhenAsked() throws Exception {
        Expansion expansion = endless(SyntheticCohort.publish(artifacts, "south", DomainRole.TARGET, 5));

        given().post("/expansions/" + expansion.id() + "/cancellation").then().statusCode(200);

        assertThat(awaitTold(ExpansionTrained.class, 1)).singleElement().satisfies(told -> {
            assertThat(told.failure()).contains("cancelled");
            assertThat(told.candidates()).isEmpty();
        });
        given().get("/expansions/" + expansion.id()).then().body("state", is("CANCELLED"));
        given().post("/expansions/" + expansion.id() + "/cancellation")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("CANCELLED"));
    }

    @Test
    void cancelsAtOnceWhatOnlyWaits() throws Exception {
        hear("cohort-published", record(SyntheticCohort.publish(artifacts, "south", DomainRole.TARGET, 6)));
        String id = awaitExpansions(1).get(0).id();

        given().post("/expansions/" + id + "/cancellation").then().body("state", is("CANCELLED"));

        assertThat(awaitTold(ExpansionTrained.class, 1).get(0).failure()).contains("cancelled");
    }

    @Test
    void doesNotTrainAgainWhatTheTopicsAlreadyTell() throws Exception {
        CohortPublished original = SyntheticCohort.publish(artifacts, "north", DomainRole.ORIGINAL, 7);
        CohortPublished target = SyntheticCohort.publish(artifacts, "south", DomainRole.TARGET, 8);
        Digest model = Digest.of(new byte[] {1});
        String id = ExpansionId.of(Optional.empty(), Optional.empty(), original.cohort(), plan.digest());

        hear("cohort-published", record(target));
        hear("expansion-trained", record(trained(id, original, Optional.empty(), model)));
        hear("expansion-trained", record(trained("f".repeat(64), target, Optional.of(model), model)));
        hear("cohort-published", record(original));
        hear("cohort-published", record(target));
        hear("model-serving", record(serving(model)));

        given().get("/expansions/" + id)
                .then()
                .body("state", is("TRAINED"))
                .body("candidates.model", is(List.of(model.toString())));
        given().get("/expansions/" + "f".repeat(64)).then().body("state", is("TRAINED"));
        assertThat(QuarkusTransaction.requiringNew().call(expansions::newestFirst))
                .noneMatch(this::isRunnable);
        assertThat(told(CandidateTrained.class)).isEmpty();
    }

    @Test
    void tellsWhyAnExpansionCannotBeTrained() throws Exception {
        CohortPublished stored = SyntheticCohort.publish(artifacts, "north", DomainRole.ORIGINAL, 9);
        Digest nowhere = Digest.of("nowhere".getBytes(StandardCharsets.UTF_8));
        CohortPublished lost = new CohortPublished(
                stored.domain(),
                stored.role(),
                nowhere,
                stored.images(),
                stored.exams(),
                stored.patients(),
                stored.scanners(),
                stored.publishedAt());

        hear("cohort-published", record(lost));

        ExpansionTrained told = awaitTold(ExpansionTrained.class, 1).get(0);
        assertThat(told.failure().orElseThrow()).contains(nowhere.toString()).contains("perennial.artifacts.location");
        given().get("/expansions").then().body("state", hasItem("FAILED"));
    }

    @Test
    void refusesAMessageItCannotUnderstandAndHearsTheNext() throws Exception {
        ConsumerRecord<String, String> good =
                record(SyntheticCohort.publish(artifacts, "south", DomainRole.TARGET, 10));
        ConsumerRecord<String, String> damaged =
                new ConsumerRecord<>(Topic.COHORT_PUBLISHED.topicName(), 0, 0, "south", "{\"domain\":");
        good.headers().forEach(damaged.headers()::add);
        CompletableFuture<Throwable> refusal = new CompletableFuture<>();

        kafka.source("cohort-published").send(Message.of(damaged).withNack(reason -> {
            refusal.complete(reason);
            return CompletableFuture.completedFuture(null);
        }));
        hear("cohort-published", good);

        assertThat(refusal).succeedsWithin(PATIENCE).isInstanceOf(UnreadableEventException.class);
        assertThat(awaitExpansions(1).get(0).domain()).isEqualTo("south");
        String id = awaitExpansions(1).get(0).id();
        given().post("/expansions/" + id + "/cancellation").then().statusCode(200);
    }

    @Test
    void buildsOnNoModelThatNobodyTrustedDecided() throws Exception {
        CompletableFuture<Throwable> refusal = new CompletableFuture<>();
        Digest model = Digest.of(new byte[] {2});

        kafka.source("model-serving")
                .send(Message.of(record(serving(1000, model, keys()))).withNack(reason -> {
                    refusal.complete(reason);
                    return CompletableFuture.completedFuture(null);
                }));
        hear("cohort-published", record(SyntheticCohort.publish(artifacts, "south", DomainRole.TARGET, 11)));

        assertThat(refusal).succeedsWithin(PATIENCE).isInstanceOf(UnreadableEventException.class);
        Expansion waiting = awaitExpansions(1).get(0);
        assertThat(waiting.state()).isEqualTo(ExpansionState.WAITING);
        given().post("/expansions/" + waiting.id() + "/cancellation").then().statusCode(200);
    }

    @Test
    void answersForAnExpansionThatIsNotThere() {
        given().get("/expansions/unknown")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("GET /expansions"));
        given().post("/expansions/unknown/cancellation").then().statusCode(404);
    }

    @Test
    void isReadyAndDescribesItself() {
        given().get("/q/health/ready").then().statusCode(200);
        given().get("/q/metrics").then().statusCode(200);
        given().get("/q/openapi").then().statusCode(200).body(containsString("/expansions/{id}/cancellation"));
    }

    private void assertIsUsable(Digest model, Digest base) throws Exception {
        ModelStore models = new ModelStore(artifacts);
        ModelCard card = models.card(model);
        assertThat(card.base()).contains(base);
        assertThat(card.baseline()).contains(base);
        assertThat(card.anchor()).isEqualTo(models.card(base).anchor());
        assertThat(card.statistics()).isEqualTo(models.card(base).statistics());
        assertThat(card.cohorts()).containsOnlyKeys("north", "south");
        assertThat(card.golden().logits()).hasSize(4).allMatch(Float::isFinite);
        try (Weights weights = models.weights(card)) {
            assertThat(weights.parameters()).isNotEmpty();
        }
    }

    /** An expansion that would run for days; running when this returns. */
    private Expansion endless(CohortPublished target) throws Exception {
        Digest base = baseline();
        String patient = Files.readString(Path.of("src/test/resources/change-control-plan.yaml"))
                .replace("epochs: 2", "epochs: 1000000");
        Digest days = artifacts.put(patient.getBytes(StandardCharsets.UTF_8));
        Expansion expansion = ExpansionFixture.target(base, card(base).anchor(), target.cohort(), days);
        QuarkusTransaction.requiringNew().run(() -> expansions.persist(expansion));
        awaitTold(TrainingProgressed.class, 2);
        return expansion;
    }

    /** A baseline's model, trained by the service itself; all traces but the model are then cleared. */
    private Digest baseline() throws Exception {
        hear("cohort-published", record(SyntheticCohort.publish(artifacts, "north", DomainRole.ORIGINAL, 1)));
        Digest model = awaitTold(ExpansionTrained.class, 1).get(0).candidates().get(0);
        startsWithNothing();
        return model;
    }

    private static Recipe recipe() {
        return new Recipe(Recipe.Trainable.ALL, Recipe.Statistics.ORIGINAL, 0, 1, 1e-3, 2, 8, 1);
    }

    private ExpansionTrained trained(String id, CohortPublished cohort, Optional<Digest> base, Digest model) {
        return new ExpansionTrained(
                id,
                LINEAGE,
                cohort.domain(),
                cohort.role(),
                base,
                cohort.cohort(),
                plan.digest(),
                List.of(model),
                Optional.empty(),
                Optional.empty(),
                1,
                Instant.now());
    }
}
