package io.perennial.ingest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;

import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ServiceTest {

    @Test
    void isReady() {
        given().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void saysThatThereIsNothingAtAnUnknownAddress() {
        given().get("/nowhere")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("status", is(404));
    }
}
