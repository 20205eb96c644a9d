package io.perennial.inference.drift;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.perennial.event.CloudEvent;
import io.perennial.event.DriftSuspected;
import io.perennial.inference.swap.ServingModel;
import io.perennial.inference.testing.AnsweredExams;
import io.perennial.inference.testing.TestReplica;
import io.perennial.inference.testing.WatchedReplica;
import io.perennial.mammography.Density;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestReplica.class)
@TestProfile(WatchedReplica.class)
class DriftWatchTest {

    private static final ServingModel MODEL = AnsweredExams.model("watched");
    private static final int WINDOW = 6; // WatchedReplica

    @Inject
    DriftWatch watch;

    @Inject
    DriftTables tables;

    @Inject
    @Any
    InMemoryConnector connector;

    @Test
    void tellsOnceWhatHasChangedAndShowsIt() {
        answer("hospital-east", Density.A);
        answer("hospital-east", Density.D);
        answer("hospital-east", Density.D);

        await().untilAsserted(() -> assertThat(told("hospital-east")).hasSize(1));
        assertThat(told("hospital-east").get(0).measure()).isEqualTo(DriftSuspected.Measure.PREDICTIONS);
        String domain = "domains.find { it.domain == 'hospital-east' }";
        when().get("/drift")
                .then()
                .statusCode(200)
                .body("window", equalTo(WINDOW))
                .body(domain + ".suspectedSince.PREDICTIONS", notNullValue())
                .body(domain + ".last.reference.A", equalTo(WINDOW))
                .body(domain + ".last.densities.D", equalTo(WINDOW));
        when().get("/q/metrics").then().body(containsString("perennial_drift_predictions{domain=\"hospital-east\""));

        answer("hospital-east", Density.A); // as at first
        await().untilAsserted(() -> assertThat(tables.episodes().keySet())
                .noneMatch(episode -> episode.domain().equals("hospital-east")));
    }

    @Test
    void measuresAgainstTheFirstWindowWhicheverReplicaReadIt() {
        var first = tables.reference("hospital-west", MODEL.digest(), Map.of(Density.B, 6));

        var second = tables.reference("hospital-west", MODEL.digest(), Map.of(Density.D, 6));

        assertThat(first).isEqualTo(second).containsEntry(Density.B, 6).containsEntry(Density.D, 0);
    }

    private void answer(String domain, Density density) {
        for (int i = 0; i < WINDOW; i++) {
            watch.answered(AnsweredExams.of(MODEL, domain, density, List.of()));
        }
    }

    private List<DriftSuspected> told(String domain) {
        return connector.sink("outbox").received().stream()
                .map(message -> (String) message.getPayload())
                .filter(json -> json.contains("\"measure\":"))
                .map(DriftWatchTest::parsed)
                .filter(event -> event.domain().equals(domain))
                .toList();
    }

    private static DriftSuspected parsed(String json) {
        try {
            return CloudEvent.read(json, DriftSuspected.class);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
