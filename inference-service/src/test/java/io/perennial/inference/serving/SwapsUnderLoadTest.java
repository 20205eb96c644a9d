package io.perennial.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Json;
import io.perennial.inference.testing.ReplicaUnderTest;
import io.perennial.inference.testing.TestMammograms;
import io.perennial.inference.testing.TestReplica;
import io.perennial.mammography.View;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The short form of {@code perennial bench serving}. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestReplica.class)
class SwapsUnderLoadTest {

    private static final int SWAPS = 30;

    @Inject
    ReplicaUnderTest replica;

    @TestHTTPResource("/readings")
    URI readings;

    private final HttpClient http = HttpClient.newHttpClient();

    /** An answer without what depends on the moment. */
    private record Answer(String model, JsonNode probabilities, JsonNode views) {}

    @Test
    void failsNobodyAndGivesEachTheAnswerOfExactlyOneModelToTheLastBit() throws Exception {
        List<Digest> both = List.of(replica.serveAModel(), replica.model(2));
        byte[] exam = TestMammograms.exam(List.of(
                TestMammograms.of(View.LCC, 1), TestMammograms.of(View.RMLO, 2), TestMammograms.of(View.RCC, 3)));
        Answer first = ask(exam);
        replica.serve(both.get(1));
        Answer second = ask(exam);
        assertThat(first.probabilities()).isNotEqualTo(second.probabilities());
        Map<String, Answer> expected = Map.of(first.model(), first, second.model(), second);

        Queue<Answer> answers = underLoad(exam, both);

        assertThat(answers).allSatisfy(answer -> assertThat(answer).isEqualTo(expected.get(answer.model())));
        assertThat(answers).extracting(Answer::model).contains(first.model(), second.model());
    }

    /** As many connections as there is room for ask again and again while the models replace each other. */
    private Queue<Answer> underLoad(byte[] exam, List<Digest> models) throws Exception {
        Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        AtomicBoolean asking = new AtomicBoolean(true);
        ExecutorService clients = Executors.newFixedThreadPool(TestReplica.ROOM);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < TestReplica.ROOM; i++) {
            running.add(clients.submit(() -> {
                while (asking.get()) {
                    answers.add(ask(exam));
                }
                return null;
            }));
        }
        try {
            for (int swap = 0; swap < SWAPS; swap++) {
                replica.serve(models.get(swap % 2));
                int before = answers.size();
                await().atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> answers.size() > before + TestReplica.ROOM
                                || running.stream().anyMatch(Future::isDone));
            }
        } finally {
            asking.set(false);
        }
        for (Future<?> client : running) {
            client.get(20, TimeUnit.SECONDS);
        }
        clients.shutdown();
        return answers;
    }

    private Answer ask(byte[] exam) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(readings)
                        .header("Content-Type", "multipart/related; boundary=frontier")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(exam))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode answer = Json.MAPPER.readTree(response.body());
        return new Answer(answer.at("/model/digest").asText(), answer.path("probabilities"), answer.path("views"));
    }
}
