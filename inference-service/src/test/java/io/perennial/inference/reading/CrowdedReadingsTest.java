package io.perennial.inference.reading;

import static io.perennial.inference.testing.ReadingRequests.IMAGE;
import static io.perennial.inference.testing.ReadingRequests.post;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.perennial.inference.testing.Crowd;
import io.perennial.inference.testing.ReplicaUnderTest;
import io.perennial.inference.testing.StartedRequest;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestReplica.class)
class CrowdedReadingsTest {

    @Inject
    ReplicaUnderTest replica;

    @TestHTTPResource("/readings")
    URI readings;

    @BeforeEach
    void serveAModel() throws IOException {
        replica.serveAModel();
    }

    @Test
    void tellsTheOneTooManyWhenToComeBack() throws IOException {
        List<StartedRequest> waiting = new ArrayList<>();
        for (int i = 0; i < TestReplica.ROOM; i++) {
            waiting.add(new StartedRequest(readings, "Content-Length: 1000"));
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> post(IMAGE, TestMammograms.of(View.LCC, 1))
                        .statusCode(429)
                        .contentType("application/problem+json")
                        .header("Retry-After", equalTo("2")));
        when().get("/q/health/ready").then().statusCode(200);

        for (StartedRequest request : waiting) {
            request.close();
        }

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> post(IMAGE, TestMammograms.of(View.LCC, 1)).statusCode(200));
    }

    /** -Dperennial.test.crowd=10000 for as many as one likes; each takes two of the files a process may have open. */
    @Test
    void answersEachOfACrowdAndStaysReady() throws IOException {
        int size = Integer.getInteger("perennial.test.crowd", 1000);

        Map<Integer, Integer> statuses;
        try (Crowd crowd = new Crowd(readings, TestMammograms.of(View.LCC, 1))) {
            crowd.arrive(size);
            when().get("/q/health/ready").then().statusCode(200);
            statuses = crowd.statuses(Duration.ofMinutes(2));
        }

        assertThat(statuses.keySet()).isSubsetOf(200, 429);
        assertThat(statuses).containsKey(200);
        assertThat(statuses.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(size);
        when().get("/q/health/ready").then().statusCode(200);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> post(IMAGE, TestMammograms.of(View.LCC, 1)).statusCode(200));
    }
}
