package io.perennial.inference.reading;

import static io.perennial.inference.testing.ReadingRequests.IMAGE;
import static io.perennial.inference.testing.ReadingRequests.post;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.artifact.Digest;
import io.perennial.inference.swap.HotSwap;
import io.perennial.inference.testing.Replica;
import io.perennial.inference.testing.ReplicaUnderTest;
import io.perennial.inference.testing.TestMammograms;
import io.perennial.inference.testing.TestReplica;
import io.perennial.mammography.Density;
import io.perennial.mammography.View;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestReplica.class)
class ReadingsDuringSwapsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    @Any
    InMemoryConnector connector;

    @Inject
    HotSwap hotSwap;

    @Inject
    ReplicaUnderTest replica;

    @TestHTTPResource("/readings")
    URI readings;

    private Digest model;

    @BeforeEach
    void serveAModel() throws IOException {
        model = replica.serveAModel();
    }

    @AfterEach
    void isStillReady() {
        when().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void failsNoReadingDuringSwapsAndNamesTheModelOfEachAnswer() throws Exception {
        byte[] image = TestMammograms.of(View.RMLO, 3);
        byte[] exam = TestMammograms.exam(List.of(image, TestMammograms.of(View.LCC, 3)));
        Digest other = replica.model(2);
        Map<String, Double> expected = new HashMap<>();
        for (Digest digest : List.of(model, other)) {
            expected.put(
                    digest.toString(),
                    replica.probabilities(digest, TestMammograms.pixels(3)).of(Density.A));
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
                replica.serve(swap % 2 == 0 ? other : model);
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
        replica.replica().send(replica.decision(Digest.of(new byte[] {9})));
        await().until(() -> connector.sink("outbox").received().stream()
                .anyMatch(message -> message.getPayload().toString().contains("cannot be fetched")));

        post(IMAGE, TestMammograms.of(View.LCC, 7)).statusCode(200).body("model.digest", equalTo(model.toString()));
    }

    @Test
    void refusesToUnderstandAMalformedDecisionAndHearsTheNext() throws IOException {
        List<Throwable> refusals = new ArrayList<>();
        ConsumerRecord<String, String> record = Replica.record(replica.decision(model));
        ConsumerRecord<String, String> malformed =
                new ConsumerRecord<>(record.topic(), 0, record.offset(), record.key(), "{\"lineage\":");
        record.headers().forEach(malformed.headers()::add);
        replica.replica().send(Message.of(malformed).withNack(failure -> {
            refusals.add(failure);
            return CompletableFuture.completedFuture(null);
        }));
        Digest next = replica.model(3);

        replica.serve(next);

        assertThat(refusals).hasSize(1);
        assertThat(hotSwap.model().orElseThrow().digest()).isEqualTo(next);
    }
}
