package io.perennial.inference.reading;

import static io.perennial.inference.testing.ReadingRequests.IMAGE;
import static io.perennial.inference.testing.ReadingRequests.post;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.perennial.artifact.Digest;
import io.perennial.inference.swap.HotSwap;
import io.perennial.inference.testing.Replica;
import io.perennial.inference.testing.ReplicaUnderTest;
import io.perennial.inference.testing.TestMammograms;
import io.perennial.inference.testing.TestReplica;
import io.perennial.mammography.View;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestReplica.class)
class ReadingsDuringSwapsTest {

    @Inject
    @Any
    InMemoryConnector connector;

    @Inject
    HotSwap hotSwap;

    @Inject
    ReplicaUnderTest replica;

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
