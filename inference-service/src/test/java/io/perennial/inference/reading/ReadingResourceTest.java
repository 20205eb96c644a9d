package io.perennial.inference.reading;

import static io.perennial.inference.testing.ReadingRequests.EXAM;
import static io.perennial.inference.testing.ReadingRequests.IMAGE;
import static io.perennial.inference.testing.ReadingRequests.post;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.perennial.artifact.Digest;
import io.perennial.inference.swap.HotSwap;
import io.perennial.inference.testing.ReplicaUnderTest;
import io.perennial.inference.testing.StoredModels;
import io.perennial.inference.testing.TestMammograms;
import io.perennial.inference.testing.TestReadings;
import io.perennial.inference.testing.TestReplica;
import io.perennial.mammography.Density;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.mammography.View;
import io.perennial.messaging.testing.TestDatabase;
import io.perennial.network.Preprocessing;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestReplica.class)
class ReadingResourceTest {

    @Inject
    ReplicaUnderTest replica;

    @Inject
    HotSwap hotSwap;

    private Digest model;

    @BeforeEach
    void serveAModel() throws IOException {
        model = replica.serveAModel();
    }

    @Test
    void readsOneImageWithTheServingModel() throws IOException {
        JsonPath answer = post(IMAGE, TestMammograms.of(View.LCC, 7))
                .statusCode(200)
                .contentType("application/json")
                .body("model.version", equalTo(replica.version()))
                .body("model.digest", equalTo(model.toString()))
                .body("model.preprocessing", equalTo("grey-1"))
                .body("views", hasSize(1))
                .body("views[0].view", equalTo("LCC"))
                .body(not(containsString(TestMammograms.PATIENT)))
                .body(not(containsString(TestMammograms.STUDY)))
                .extract()
                .jsonPath();

        DensityProbabilities expected = replica.probabilities(model, TestMammograms.pixels(7));
        for (Density density : Density.values()) {
            double given = answer.getDouble("probabilities." + density);
            assertThat(given).isCloseTo(expected.of(density), within(1e-5));
            assertThat(answer.getDouble("views[0].probabilities." + density)).isEqualTo(given);
        }
        assertThat(answer.getString("density")).isEqualTo(expected.density().name());
    }

    @Test
    void readsAnExamByItsDenserBreastAndTellsHowFarItsViewsAgree() throws IOException {
        List<View> views = List.of(View.LCC, View.LMLO, View.RCC, View.RMLO);
        List<byte[]> images = new ArrayList<>();
        List<ViewReading> expected = new ArrayList<>();
        for (int i = 0; i < views.size(); i++) {
            images.add(TestMammograms.of(views.get(i), i));
            expected.add(new ViewReading(
                    views.get(i), replica.probabilities(model, TestMammograms.pixels(i)), OptionalDouble.empty()));
        }

        JsonPath answer = post(EXAM, TestMammograms.exam(images))
                .statusCode(200)
                .body("views.view", equalTo(List.of("LCC", "LMLO", "RCC", "RMLO")))
                .extract()
                .jsonPath();

        Reading reading = Reading.of(hotSwap.model().orElseThrow(), expected, TestReadings.THRESHOLDS);
        assertThat(answer.getString("density"))
                .isEqualTo(reading.probabilities().density().name());
        assertThat(answer.getDouble("probabilities.C"))
                .isCloseTo(reading.probabilities().of(Density.C), within(1e-5));
        assertThat(answer.getDouble("uncertainty.entropy"))
                .isCloseTo(reading.uncertainty().entropy(), within(1e-4));
        assertThat(answer.getDouble("uncertainty.disagreement.totalVariation"))
                .isCloseTo(reading.uncertainty().disagreement().orElseThrow().totalVariation(), within(1e-4));
        assertThat(answer.getDouble("uncertainty.thresholds.entropy")).isEqualTo(TestReadings.THRESHOLDS.entropy());
        assertThat(answer.getBoolean("uncertainty.uncertain"))
                .isEqualTo(!answer.getList("uncertainty.reasons").isEmpty());
    }

    @Test
    void namesTheServingModel() {
        when().get("/model")
                .then()
                .statusCode(200)
                .body("lineage", equalTo(StoredModels.LINEAGE))
                .body("version", equalTo(replica.version()))
                .body("digest", equalTo(model.toString()))
                .body("architecture", equalTo("demo"))
                .body("inputSize", equalTo(StoredModels.INPUT_SIZE))
                .body("since", containsString("T"));
    }

    @Test
    void handsOutTheServingModelAsAFile() {
        byte[] file = when().get("/model/onnx")
                .then()
                .statusCode(200)
                .header("Content-Disposition", containsString("model.onnx"))
                .extract()
                .asByteArray();

        assertThat(new String(file, StandardCharsets.ISO_8859_1))
                .contains(model.toString(), "logits", "layer3.0.bn2", Preprocessing.VERSION);
        when().get("/model/onnx").then().statusCode(200); // the next one's turn
    }

    @Test
    void tellsHowUnlikeTheOriginalDataAnImageIs() {
        JsonPath answer = post(IMAGE, TestMammograms.of(View.LCC, 7))
                .statusCode(200)
                .extract()
                .jsonPath();

        double score = answer.getDouble("views[0].outOfDistribution");
        assertThat(score).isPositive();
        assertThat(answer.getDouble("uncertainty.outOfDistribution")).isEqualTo(score);
        assertThat(answer.getList("uncertainty.reasons").contains("OUT_OF_DISTRIBUTION"))
                .isEqualTo(score >= TestReadings.THRESHOLDS.outOfDistribution());
    }

    @Test
    void countsWhatItDid() {
        post(IMAGE, TestMammograms.of(View.LCC, 7)).statusCode(200);

        when().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("perennial_readings_total"))
                .body(containsString("perennial_activations_total"))
                .body(containsString("perennial_activation_seconds"));
    }
}
