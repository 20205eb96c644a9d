package io.perennial.inference.reading;

import static io.perennial.inference.testing.ReadingRequests.EXAM;
import static io.perennial.inference.testing.ReadingRequests.IMAGE;
import static io.perennial.inference.testing.ReadingRequests.post;
import static io.perennial.inference.testing.ReadingRequests.postFor;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.artifact.Digest;
import io.perennial.dicom.Tag;
import io.perennial.inference.testing.ReplicaUnderTest;
import io.perennial.inference.testing.TestMammograms;
import io.perennial.inference.testing.TestPacs;
import io.perennial.inference.testing.TestReplica;
import io.perennial.mammography.View;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestReplica.class)
@QuarkusTestResource(TestPacs.class)
class AnswerFormsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    ReplicaUnderTest replica;

    private Digest model;

    @BeforeEach
    void serveAModel() throws IOException {
        model = replica.serveAModel();
    }

    @Test
    void answersInFhirWhoAsksForIt() {
        byte[] exam = TestMammograms.exam(List.of(TestMammograms.of(View.LCC, 1), TestMammograms.of(View.RCC, 2)));

        String plain = post(EXAM, exam).extract().jsonPath().getString("density");
        String text = postFor("application/fhir+json", EXAM, exam)
                .statusCode(200)
                .contentType("application/fhir+json")
                .body("valueCodeableConcept.text", equalTo("BI-RADS density " + plain))
                .body("contained.identifier.value.flatten()", hasItem(model.toString()))
                .body(not(containsString(TestMammograms.PATIENT)))
                .extract()
                .asString();

        assertThat(strictly(text).getHasMember()).hasSize(2);
    }

    @Test
    void answersInAReportOfTheSameStudyWhoAsksForIt() {
        byte[] report = postFor("application/dicom, application/json;q=0.5", IMAGE, TestMammograms.of(View.LCC, 1))
                .statusCode(200)
                .contentType("application/dicom")
                .extract()
                .asByteArray();

        String text = new String(report, StandardCharsets.ISO_8859_1);
        assertThat(text.substring(128, 132)).isEqualTo("DICM");
        assertThat(text)
                .contains("1.2.840.10008.5.1.4.1.1.88.34")
                .contains(TestMammograms.STUDY)
                .contains(model.toString())
                .contains("Breast composition");
    }

    @Test
    void asksForTheStudyThatAReportBelongsTo() {
        byte[] image = TestMammograms.of(View.LCC, 1, object -> object.put(Tag.STUDY_INSTANCE_UID, ""));

        postFor("application/dicom", IMAGE, image).statusCode(422).body("detail", containsString("Study Instance UID"));
        postFor("application/fhir+json", IMAGE, image)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("detail", containsString("Study Instance UID"));
        postFor("application/json", IMAGE, image).statusCode(200);
    }

    @Test
    void readsAnExamThatLiesInAnArchive() {
        post("application/json", "{\"server\":\"pacs\",\"study\":\"" + TestMammograms.STUDY + "\"}")
                .statusCode(200)
                .body("views.view", equalTo(List.of("LCC", "RCC")));
        post("application/json", "{\"server\":\"elsewhere\",\"study\":\"" + TestMammograms.STUDY + "\"}")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("detail", not(containsString("elsewhere")));
    }

    @Test
    void writesNothingOfThePatientIntoItsLog() {
        byte[] image = TestMammograms.of(View.LCC, 1);
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage() + Arrays.toString(line.getParameters()) + line.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(listener);
        try {
            postFor("application/dicom", IMAGE, image).statusCode(200);
            postFor("application/fhir+json", IMAGE, image).statusCode(200);
            post(IMAGE, Arrays.copyOf(image, 700)).statusCode(400);
            post("application/json", "{\"study\":\"" + TestMammograms.STUDY + "\"}")
                    .statusCode(200);
            post("application/json", "{\"study\":\"" + TestMammograms.STUDY + ".404\"}")
                    .statusCode(422);
            Logger.getLogger("a test").warning("the listener listens");
        } finally {
            root.removeHandler(listener);
        }

        assertThat(lines)
                .anyMatch(line -> line.contains("the listener listens"))
                .noneMatch(line -> line.contains(TestMammograms.PATIENT) || line.contains(TestMammograms.STUDY));
    }

    @Test
    void describesEveryBodyAndAnswerWithAnExample() throws IOException {
        JsonNode read = description().at("/paths/~1readings/post");

        List<JsonNode> contents = new ArrayList<>();
        contents.add(read.at("/requestBody/content"));
        read.at("/responses").forEach(response -> contents.add(response.at("/content")));
        assertThat(contents).hasSizeGreaterThan(9).allSatisfy(content -> {
            assertThat(content.size()).isPositive();
            content.forEach(type -> assertThat(type.has("example") || type.has("examples"))
                    .as(content.toString())
                    .isTrue());
        });
        assertThat(read.at("/responses/422/content").has("application/problem+json"))
                .isTrue();
        assertThat(read.at("/description").asText()).contains("denser breast decides");
    }

    @Test
    void showsExamplesThatLookLikeItsAnswers() throws IOException {
        JsonNode answers = description().at("/paths/~1readings/post/responses/200/content");
        JsonNode example = answers.at("/application~1json/examples/reading/value");
        byte[] exam = TestMammograms.exam(List.of(TestMammograms.of(View.LCC, 1), TestMammograms.of(View.LMLO, 2)));

        JsonNode answer = JSON.readTree(post(EXAM, exam).extract().asString());
        assertThat(names(answer)).isSubsetOf(names(example));
        assertThat(names(answer.at("/uncertainty"))).isSubsetOf(names(example.at("/uncertainty")));
        assertThat(names(answer.at("/views/0"))).isSubsetOf(names(example.at("/views/0")));
        JsonNode observation = answers.at("/application~1fhir+json/examples/observation/value");
        assertThat(strictly(observation.toString()).getComponent()).isNotEmpty();
    }

    @Test
    void takesAWildcardForJson() {
        postFor("application/*;q=0.3", IMAGE, TestMammograms.of(View.LCC, 1))
                .statusCode(200)
                .contentType("application/json")
                .body("views", hasSize(1));
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static Observation strictly(String text) {
        var parser = FhirContext.forR4Cached().newJsonParser();
        parser.setParserErrorHandler(new StrictErrorHandler());
        return parser.parseResource(Observation.class, text);
    }

    private static JsonNode description() throws IOException {
        return JSON.readTree(
                given().accept("application/json").when().get("/q/openapi").asString());
    }
}
