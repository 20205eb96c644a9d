package io.perennial.inference.reading;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.dicom.DataSet;
import io.perennial.dicom.Tag;
import io.perennial.event.ModelServing;
import io.perennial.inference.serving.TopicIsRead;
import io.perennial.inference.swap.HotSwap;
import io.perennial.inference.testing.DecisionMaker;
import io.perennial.inference.testing.Replica;
import io.perennial.inference.testing.StoredModels;
import io.perennial.inference.testing.TestMammograms;
import io.perennial.inference.testing.TestReplica;
import io.perennial.mammography.Density;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.mammography.PixelMatrix;
import io.perennial.mammography.View;
import io.perennial.messaging.testing.TestDatabase;
import io.perennial.network.Classifier;
import io.perennial.network.ModelStore;
import io.perennial.network.Network;
import io.perennial.network.Preprocessing;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestReplica.class)
class ReadingResourceTest {

    private static final AtomicLong SEQUENCE = new AtomicLong();
    private static final DecisionMaker GATE = new DecisionMaker("gate-1");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    @Any
    InMemoryConnector connector;

    @Inject
    HotSwap hotSwap;

    @Inject
    ArtifactStore artifacts;

    @Inject
    TopicIsRead topic;

    @ConfigProperty(name = "inference.verification-keys")
    Path keys;

    @TestHTTPResource("/readings")
    URI readings;

    private StoredModels models;
    private Replica replica;
    private Digest model;

    @BeforeEach
    void serveAModel() throws IOException {
        GATE.trustedIn(keys);
        models = new StoredModels(artifacts);
        replica = new Replica(connector, hotSwap);
        topic.isRead();
        model = models.write(1);
        replica.serve(decision(model));
    }

    @AfterEach
    void isStillReady() {
        when().get("/q/health/ready").then().statusCode(200);
    }

    private static ModelServing decision(Digest model) {
        return GATE.toServe(SEQUENCE.incrementAndGet(), model);
    }

    @Test
    void readsOneImageWithTheServingModel() throws IOException {
        ValidatableResponse answer = post("application/dicom", TestMammograms.of(View.LCC, 7))
                .statusCode(200)
                .contentType("application/json")
                .body("model.version", equalTo(SEQUENCE.intValue()))
                .body("model.digest", equalTo(model.toString()))
                .body("views", hasSize(1))
                .body("views[0].view", equalTo("LCC"))
                .body(not(containsString(TestMammograms.PATIENT)))
                .body(not(containsString(TestMammograms.STUDY)));

        DensityProbabilities expected = probabilities(model, TestMammograms.pixels(7));
        for (Density density : Density.values()) {
            double given = answer.extract().jsonPath().getDouble("probabilities." + density);
            assertThat(given).isCloseTo(expected.of(density), within(1e-5));
            assertThat(answer.extract().jsonPath().getDouble("views[0].probabilities." + density))
                    .isEqualTo(given);
        }
        assertThat(answer.extract().jsonPath().getString("density"))
                .isEqualTo(expected.density().name());
    }

    @Test
    void readsAnExamByItsDenserBreast() throws IOException {
        List<View> views = List.of(View.LCC, View.LMLO, View.RCC, View.RMLO);
        List<byte[]> images = new ArrayList<>();
        List<ViewReading> expected = new ArrayList<>();
        for (int i = 0; i < views.size(); i++) {
            images.add(TestMammograms.of(views.get(i), i));
            expected.add(new ViewReading(views.get(i), probabilities(model, TestMammograms.pixels(i))));
        }

        ValidatableResponse answer = post(
                        "multipart/related; type=\"application/dicom\"; boundary=frontier", TestMammograms.exam(images))
                .statusCode(200)
                .body("views.view", equalTo(List.of("LCC", "LMLO", "RCC", "RMLO")));

        Reading reading = Reading.of(hotSwap.model().orElseThrow(), expected);
        assertThat(answer.extract().jsonPath().getString("density"))
                .isEqualTo(reading.probabilities().density().name());
        assertThat(answer.extract().jsonPath().getDouble("probabilities.C"))
                .isCloseTo(reading.probabilities().of(Density.C), within(1e-5));
    }

    @Test
    void namesTheServingModel() {
        when().get("/model")
                .then()
                .statusCode(200)
                .body("lineage", equalTo(StoredModels.LINEAGE))
                .body("version", equalTo(SEQUENCE.intValue()))
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
    void failsNoReadingDuringSwapsAndNamesTheModelOfEachAnswer() throws Exception {
        byte[] image = TestMammograms.of(View.RMLO, 3);
        byte[] exam = TestMammograms.exam(List.of(image, TestMammograms.of(View.LCC, 3)));
        Digest other = models.write(2);
        Map<String, Double> expected = new HashMap<>();
        for (Digest digest : List.of(model, other)) {
            expected.put(
                    digest.toString(),
                    probabilities(digest, TestMammograms.pixels(3)).of(Density.A));
        }
        AtomicBoolean swapping = new AtomicBoolean(true);
        ConcurrentLinkedQueue<JsonNode> answers = new ConcurrentLinkedQueue<>();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        HttpClient http = HttpClient.newHttpClient();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            boolean one = i % 2 == 0;
            running.add(clients.submit(() -> {
                while (swapping.get()) {
                    HttpResponse<String> response = http.send(
                            HttpRequest.newBuilder(readings)
                                    .header(
                                            "Content-Type",
                                            one ? "application/dicom" : "multipart/related; boundary=frontier")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(one ? image : exam))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
                    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
                    answers.add(JSON.readTree(response.body()));
                }
                return null;
            }));
        }
        try {
            for (int swap = 0; swap < 20; swap++) {
                replica.serve(decision(swap % 2 == 0 ? other : model));
                int before = answers.size();
                await().atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(2))
                        .until(() ->
                                answers.size() > before + 4 || running.stream().anyMatch(Future::isDone));
            }
        } finally {
            swapping.set(false);
        }
        for (Future<?> client : running) {
            client.get(20, TimeUnit.SECONDS);
        }
        clients.shutdown();

        assertThat(answers).allSatisfy(answer -> {
            double first = expected.get(answer.at("/model/digest").asText());
            answer.get("views")
                    .forEach(view ->
                            assertThat(view.at("/probabilities/A").asDouble()).isCloseTo(first, within(1e-5)));
        });
        assertThat(answers)
                .extracting(answer -> answer.at("/model/digest").asText())
                .contains(model.toString(), other.toString());
    }

    @Test
    void keepsServingWhenADecisionIsRefused() {
        replica.send(GATE.toServe(SEQUENCE.incrementAndGet(), Digest.of(new byte[] {9})));
        await().until(() -> connector.sink("outbox").received().stream()
                .anyMatch(message -> message.getPayload().toString().contains("cannot be fetched")));

        post("application/dicom", TestMammograms.of(View.LCC, 7))
                .statusCode(200)
                .body("model.digest", equalTo(model.toString()));
    }

    @Test
    void refusesToUnderstandAMalformedDecisionAndHearsTheNext() throws IOException {
        List<Throwable> refusals = new ArrayList<>();
        ConsumerRecord<String, String> record = Replica.record(decision(model));
        ConsumerRecord<String, String> malformed =
                new ConsumerRecord<>(record.topic(), 0, record.offset(), record.key(), "{\"lineage\":");
        record.headers().forEach(malformed.headers()::add);
        replica.send(Message.of(malformed).withNack(failure -> {
            refusals.add(failure);
            return CompletableFuture.completedFuture(null);
        }));
        Digest next = models.write(3);

        replica.serve(decision(next));

        assertThat(refusals).hasSize(1);
        assertThat(hotSwap.model().orElseThrow().digest()).isEqualTo(next);
    }

    @Test
    void refusesWhatIsNoDicom() {
        refuses(400, "no DICOM", "application/dicom", "not a DICOM file, only text that goes on ".repeat(20));
        refuses(400, "image 1", "application/dicom", "");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 131, 133, 200, 400, 700, 5000, 12_600})
    void refusesACutOffImage(int bytes) {
        byte[] image = TestMammograms.of(View.LCC, 1);

        post("application/dicom", Arrays.copyOf(image, bytes)).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void refusesACutOffExam() {
        byte[] exam = TestMammograms.exam(List.of(TestMammograms.of(View.LCC, 1), TestMammograms.of(View.RCC, 2)));

        post("multipart/related; boundary=frontier", Arrays.copyOf(exam, exam.length - 9_000))
                .statusCode(400)
                .contentType("application/problem+json");
        post("multipart/related; boundary=elsewhere", exam).statusCode(400).contentType("application/problem+json");
        post("multipart/related; boundary=frontier", TestMammograms.exam(List.of()))
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "image/png",
                "multipart/form-data; boundary=frontier",
                "multipart/related; boundary=frontier; type=\"application/dicom+xml\"",
                "multipart/related",
                "application/octet-stream"
            })
    void refusesOtherMediaTypes(String contentType) {
        post(contentType, TestMammograms.of(View.LCC, 1)).statusCode(415).contentType("application/problem+json");
    }

    @Test
    void refusesABodyOfNoStatedType() throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(readings)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(TestMammograms.of(View.LCC, 1)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(415);
    }

    @Test
    void refusesWhatIsNoMammogramForPresentation() {
        refuses(422, "modality MG", object -> object.put(Tag.MODALITY, "CT"));
        refuses(422, "For Presentation", object -> object.put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.2"));
        refuses(422, "View Position", object -> object.put(Tag.VIEW_POSITION, "ML"));
        refuses(422, "View Position", object -> object.put(Tag.VIEW_POSITION, ""));
    }

    @Test
    void refusesImagesOfTwoStudies() {
        byte[] exam = TestMammograms.exam(List.of(
                TestMammograms.of(View.LCC, 1),
                TestMammograms.of(View.RCC, 2, object -> object.put(Tag.STUDY_INSTANCE_UID, "1.2.3"))));

        post("multipart/related; boundary=frontier", exam)
                .statusCode(422)
                .body("detail", containsString("different studies"))
                .body("detail", not(containsString("1.2.3")));
    }

    @Test
    void refusesMoreImagesThanAnExamHas() {
        List<byte[]> images = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            images.add(TestMammograms.of(View.LCC, i));
        }

        post("multipart/related; boundary=frontier", TestMammograms.exam(images))
                .statusCode(413)
                .body("detail", containsString("16 images"));
    }

    @Test
    void refusesEnormousImagesWithoutTakingTheirMemory() {
        refuses(413, "pixels", object -> object.put(Tag.ROWS, 60_000).put(Tag.COLUMNS, 60_000));
    }

    @Test
    void refusesAnEnormousBodyByItsAnnouncement() throws IOException {
        try (Socket connection = startedRequest("Content-Length: " + (1L << 40))) {
            assertThat(head(connection)).startsWith("HTTP/1.1 413").contains("application/problem+json");
        }
    }

    @Test
    void refusesABodyThatIsLongerThanAllowedWithoutAnnouncingIt() throws Exception {
        byte[] longPreamble = new byte[2 << 20];

        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(readings)
                                .header("Content-Type", "multipart/related; boundary=frontier")
                                .POST(HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(longPreamble)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("1048576 bytes allowed");
    }

    @Test
    void tellsTheOneTooManyWhenToComeBack() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < TestReplica.ROOM; i++) {
            waiting.add(startedRequest("Content-Length: 1000"));
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> post("application/dicom", TestMammograms.of(View.LCC, 1))
                        .statusCode(429)
                        .contentType("application/problem+json")
                        .header("Retry-After", equalTo("2")));
        when().get("/q/health/ready").then().statusCode(200);

        for (Socket connection : waiting) {
            connection.close();
        }

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> post("application/dicom", TestMammograms.of(View.LCC, 1))
                        .statusCode(200));
    }

    /** A request whose body is still to come. */
    private Socket startedRequest(String length) throws IOException {
        Socket connection = new Socket(readings.getHost(), readings.getPort());
        connection.setSoTimeout(10_000);
        connection
                .getOutputStream()
                .write(("POST /readings HTTP/1.1\r\nHost: here\r\nContent-Type: application/dicom\r\n" + length
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return connection;
    }

    /** The answer's head. */
    private static String head(Socket connection) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        return lines.lines().takeWhile(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    @Test
    void describesItself() {
        given().accept("application/json")
                .when()
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body(containsString("denser breast decides"))
                .body(containsString("\"LCC\""));
        when().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("perennial_activations_total"))
                .body(containsString("perennial_activation_seconds"));
    }

    private void refuses(int status, String detail, Consumer<DataSet> change) {
        byte[] image = TestMammograms.of(View.LCC, 1, change);
        post("application/dicom", image)
                .statusCode(status)
                .contentType("application/problem+json")
                .body("detail", containsString(detail))
                .body("detail", not(containsString(TestMammograms.PATIENT)));
    }

    private void refuses(int status, String detail, String contentType, String body) {
        post(contentType, body.getBytes(StandardCharsets.UTF_8))
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("detail", containsString(detail));
    }

    private static ValidatableResponse post(String contentType, byte[] body) {
        return given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("multipart/related", ContentType.TEXT)
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType(contentType)
                .body(body)
                .when()
                .post("/readings")
                .then();
    }

    private DensityProbabilities probabilities(Digest digest, PixelMatrix pixels) throws IOException {
        ModelStore store = new ModelStore(artifacts);
        char[] grey16 = Preprocessing.toGrey16(pixels, StoredModels.INPUT_SIZE);
        float[] grey = new float[grey16.length];
        Preprocessing.toUnitInterval(grey16, grey, 0);
        Network.recordNoGradientsOnThisThread();
        try (Network network = Network.load(ModelStore.spec(store.card(digest)));
                Classifier classifier = new Classifier(network, store.weights(store.card(digest)))) {
            return DensityProbabilities.ofLogits(classifier.logits(grey, 1)[0]);
        }
    }
}
