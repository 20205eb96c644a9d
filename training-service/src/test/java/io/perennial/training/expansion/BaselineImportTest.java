package io.perennial.training.expansion;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.perennial.artifact.Digest;
import io.perennial.artifact.ModelCard;
import io.perennial.event.CandidateTrained;
import io.perennial.event.CohortPublished;
import io.perennial.event.ExpansionTrained;
import io.perennial.event.TrainingProgressed;
import io.perennial.mammography.DomainRole;
import io.perennial.messaging.testing.TestDatabase;
import io.perennial.network.ModelStore;
import io.perennial.network.Weights;
import io.perennial.training.ForeignModel;
import io.perennial.training.SyntheticCohort;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A model that was trained elsewhere, from {@code PUT /baseline} to the facts told of it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class BaselineImportTest extends TrainingServiceFixture {

    @Test
    void keepsAModelForTheFirstCohortAndTakesItAsItIs() throws Exception {
        byte[] file = ForeignModel.file(3);
        Digest digest = Digest.of(file);

        put(file, Map.of("digest", digest.toString()))
                .statusCode(202)
                .body("state", is("KEPT"))
                .body("tensors", is(digest.toString()))
                .body("network", is("demo"))
                .body("expansion", nullValue());
        put(file).statusCode(202).body("state", is("KEPT"));
        given().get("/baseline").then().statusCode(200).body("state", is("KEPT"));
        hear("cohort-published", record(original(1)));

        ExpansionTrained told = awaitTold(ExpansionTrained.class, 1).get(0);
        assertThat(told.failure()).isEmpty();
        assertThat(told.base()).isEmpty();
        assertThat(told(CandidateTrained.class)).singleElement().satisfies(candidate -> {
            assertThat(candidate.model()).isEqualTo(told.candidates().get(0));
            assertThat(candidate.recipe().alpha()).isZero();
        });
        assertThat(told(TrainingProgressed.class))
                .isNotEmpty()
                .allSatisfy(progress -> assertThat(progress.stage()).isEqualTo("FISHER"));
        assertIsTheFile(card(told.candidates().get(0)), file);
        given().get("/expansions/" + told.expansion())
                .then()
                .body("state", is("TRAINED"))
                .body("imported.tensors", is(digest.toString()));
        given().get("/baseline").then().body("state", is("TRAINED")).body("expansion", is(told.expansion()));

        put(file).statusCode(202).body("state", is("TRAINED"));
        put(ForeignModel.file(4))
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", allOf(containsString(digest.toString()), containsString("a lineage of its own")));
        assertThat(awaitExpansions(1)).hasSize(1);
    }

    private void assertIsTheFile(ModelCard card, byte[] file) throws Exception {
        assertThat(card.origin()).contains(new ModelCard.Origin(ModelCard.Origin.Use.IMPORTED, Digest.of(file), false));
        assertThat(card.isBaseline()).isTrue();
        assertThat(card.anchor()).isPresent();
        assertThat(card.fisher().orElseThrow().samples()).isEqualTo(4); // training.fisher-samples
        assertThat(card.fisher().orElseThrow().trace()).isPositive();
        assertThat(card.cohorts()).containsOnlyKeys("north");
        assertThat(card.golden().logits()).hasSize(4).allMatch(Float::isFinite);
        try (Weights weights = new ModelStore(artifacts).weights(card)) {
            assertThat(weights.encode()).isEqualTo(file);
        }
    }

    @Test
    void takesAModelAtOnceWhereTheCohortCameBefore() throws Exception {
        CohortPublished original = original(2);
        QuarkusTransaction.requiringNew()
                .run(() -> entities.persist(new KnownCohort(
                        new Arrival(original.domain(), original.role(), original.cohort(), Instant.now()))));

        String expansion = put(ForeignModel.file(5)).statusCode(202).extract().path("expansion");

        ExpansionTrained told = awaitTold(ExpansionTrained.class, 1).get(0);
        assertThat(told.expansion()).isEqualTo(expansion);
        assertThat(told.failure()).isEmpty();
        assertThat(told.cohort()).isEqualTo(original.cohort());
    }

    @Test
    void replacesAModelThatIsOnlyKept() throws Exception {
        byte[] second = ForeignModel.file(7);

        put(ForeignModel.file(6)).statusCode(202);
        put(second).statusCode(202).body("tensors", is(Digest.of(second).toString()));
        hear("cohort-published", record(original(3)));

        ExpansionTrained told = awaitTold(ExpansionTrained.class, 1).get(0);
        assertIsTheFile(card(told.candidates().get(0)), second);
    }

    @Test
    void refusesAModelWhereABaselineWasTrainedOrIsOnItsWay() throws Exception {
        Expansion underWay = Expansion.ofBaseline(LINEAGE, arrival(original(4)), Optional.empty(), plan.digest());
        underWay.leaseTo(UUID.randomUUID(), Instant.now(), Instant.now().plusSeconds(3600));
        QuarkusTransaction.requiringNew().run(() -> expansions.persist(underWay));

        put(ForeignModel.file(8))
                .statusCode(409)
                .body("detail", allOf(containsString("RUNNING"), containsString(underWay.id() + "/cancellation")));

        QuarkusTransaction.requiringNew().run(() -> expansions.deleteAll());
        hear("cohort-published", record(original(4)));
        awaitTold(ExpansionTrained.class, 1);
        put(ForeignModel.file(8))
                .statusCode(409)
                .body("detail", allOf(containsString("TRAINED"), containsString("a lineage of its own")));
        given().get("/baseline").then().statusCode(404);
    }

    @Test
    void refusesAModelWhereOneServesAlready() {
        Digest serving = Digest.of(new byte[] {1});
        hear("model-serving", record(serving(serving)));

        put(ForeignModel.file(9)).statusCode(409).body("detail", containsString(serving + " serves"));
    }

    @Test
    void saysWhyAnImportFailedAndWhatToDoNext() throws Exception {
        put(ForeignModel.file(10), Map.of("imageSize", 224)).statusCode(202).body("imageSize", is(224));
        hear("cohort-published", record(original(5)));

        assertThat(awaitTold(ExpansionTrained.class, 1).get(0).failure().orElseThrow())
                .contains("an edge of 16 pixels")
                .contains("trained on 224");
        given().get("/baseline").then().body("state", is("FAILED")).body("reason", containsString("224"));
        put(ForeignModel.file(10), Map.of("imageSize", 224))
                .statusCode(409)
                .body("detail", allOf(containsString("FAILED"), containsString("POST /domains/{id}/cohorts")));

        put(ForeignModel.file(10), Map.of("imageSize", 16)).statusCode(202);
        assertThat(awaitTold(ExpansionTrained.class, 2).get(1).failure()).isEmpty();
    }

    @Test
    void keepsNothingOfWhatIsNoModel() throws Exception {
        byte[] garbage = "this is no model, but a letter".getBytes(StandardCharsets.UTF_8);
        byte[] imageNet = ForeignModel.withImageNetsHead(11);

        put(garbage).statusCode(422).body("detail", containsString("not a safetensors file"));
        put(imageNet)
                .statusCode(422)
                .body("detail", containsString("2 unfit (fc.weight is F32 [1000, 64], not F32 [4, 64]"));
        put(ForeignModel.file(11), Map.of("network", "resnet18"))
                .statusCode(422)
                .body("detail", allOf(containsString(" more)"), containsString("it holds those of a demo")));
        put(ForeignModel.file(11), Map.of("digest", Digest.of(garbage).toString()))
                .statusCode(422)
                .body("detail", containsString("send it again"));

        given().get("/baseline").then().statusCode(404).body("detail", containsString("PUT /baseline"));
        for (byte[] file : List.of(garbage, imageNet, ForeignModel.file(11))) {
            assertThat(artifacts.contains(Digest.of(file))).isFalse();
        }
    }

    @Test
    void refusesAFileThatIsTooLarge() {
        put(new byte[5 << 20])
                .statusCode(413)
                .contentType("application/problem+json")
                .body("detail", containsString("2097152 bytes allowed (training.weights-limit)"));
    }

    @Test
    void refusesParametersThatMakeNoSense() {
        byte[] file = ForeignModel.file(12);

        put(file, Map.of("network", "resnet51")).statusCode(400).body("detail", containsString("resnet50"));
        put(file, Map.of("imageSize", "large")).statusCode(400).body("detail", containsString("pixels"));
        put(file, Map.of("imageSize", 1)).statusCode(400);
        put(file, Map.of("digest", "abc")).statusCode(400).body("detail", containsString("sha256:"));
        given().contentType("text/plain").body("hello").put("/baseline").then().statusCode(415);
        given().get("/q/openapi").then().body(containsString("/baseline"));
    }

    private CohortPublished original(long seed) throws Exception {
        return SyntheticCohort.publish(artifacts, "north", DomainRole.ORIGINAL, 100 + seed);
    }

    private static Arrival arrival(CohortPublished cohort) {
        return new Arrival(cohort.domain(), cohort.role(), cohort.cohort(), Instant.now());
    }

    private static ValidatableResponse put(byte[] file) {
        return put(file, Map.of());
    }

    private static ValidatableResponse put(byte[] file, Map<String, ?> parameters) {
        return given().contentType("application/octet-stream")
                .queryParams(parameters)
                .body(file)
                .put("/baseline")
                .then();
    }
}
