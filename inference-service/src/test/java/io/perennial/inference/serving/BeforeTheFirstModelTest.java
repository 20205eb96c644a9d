package io.perennial.inference.serving;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.perennial.inference.testing.TestMammograms;
import io.perennial.inference.testing.TestReplica;
import io.perennial.mammography.View;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestReplica.class)
@TestProfile(BeforeTheFirstModelTest.UntouchedLineage.class)
class BeforeTheFirstModelTest {

    /** A lineage in which nothing was ever decided. */
    public static class UntouchedLineage implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("perennial.lineage", "untouched");
        }
    }

    @Inject
    ActivationThread thread;

    @Test
    void isLiveButNotReadyAlsoOnceTheTopicIsRead() {
        when().get("/q/health/live").then().statusCode(200);
        when().get("/q/health/ready").then().statusCode(503);

        thread.historyBegins(Map.of());

        when().get("/q/health/live").then().statusCode(200);
        when().get("/q/health/ready").then().statusCode(503);
    }

    @Test
    void saysThatNoModelServesYet() {
        when().get("/model")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("status", equalTo(404))
                .body("detail", containsString("no model serves yet"));

        given().contentType("application/dicom")
                .body(TestMammograms.of(View.LCC, 1))
                .when()
                .post("/readings")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("detail", containsString("no model serves yet"));
    }
}
