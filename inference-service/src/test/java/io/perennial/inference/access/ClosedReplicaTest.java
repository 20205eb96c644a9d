package io.perennial.inference.access;

import static io.perennial.inference.access.ClosedReplica.issuer;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.perennial.artifact.Digest;
import io.perennial.inference.testing.ServedReplica;
import io.perennial.inference.testing.StoredModels;
import io.perennial.inference.testing.TestMammograms;
import io.perennial.inference.testing.TestReplica;
import io.perennial.mammography.View;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestReplica.class)
@QuarkusTestResource(value = ClosedReplica.class, restrictToAnnotatedClass = true)
@TestProfile(ClosedReplicaTest.Guarded.class)
class ClosedReplicaTest {

    /** A lineage of its own, in which one model serves. */
    public static class Guarded implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("perennial.lineage", StoredModels.LINEAGE);
        }
    }

    @Inject
    ServedReplica replica;

    @TestHTTPResource(value = "/model", tls = true)
    URI modelOverTls;

    @BeforeEach
    void serveAModel() throws IOException {
        replica.serve(1);
    }

    @Test
    void readsForAReader() {
        read(issuer.token("pacs", "reader")).statusCode(200).body("density", notNullValue());
    }

    @Test
    void tellsReaderAndOperatorWhichModelServes() {
        bearer(issuer.token("pacs", "reader")).when().get("/model").then().statusCode(200);
        bearer(issuer.token("ops", "operator")).when().get("/model").then().statusCode(200);
    }

    @Test
    void asksForATokenWhereNoneIsSent() {
        refused(
                        401,
                        given().contentType("application/dicom")
                                .body(image())
                                .post("/readings")
                                .then())
                .header("WWW-Authenticate", equalTo("Bearer"));
        refused(401, when().get("/model").then());
    }

    @Test
    void refusesATokenThatHasExpired() {
        refused(
                        401,
                        read(issuer.token(
                                "pacs", TokenIssuer.AUDIENCE, Instant.now().minusSeconds(60), "reader")))
                .header("WWW-Authenticate", containsString("invalid_token"));
    }

    @Test
    void refusesATokenForAnotherService() {
        Instant soon = Instant.now().plusSeconds(600);

        refused(401, read(issuer.token("pacs", "billing", soon, "reader")));
    }

    @Test
    void refusesATokenUnderAnotherKey() {
        refused(401, read(issuer.forged("pacs", "reader")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not.a.token", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJwYWNzIn0."})
    void refusesWhatIsNoToken(String token) {
        refused(401, read(token));
    }

    @Test
    void refusesATokenWithoutTheRole() {
        refused(403, read(issuer.token("guest"))).body("detail", containsString("reader"));
        refused(403, read(issuer.token("ops", "operator")));
        refused(
                403,
                bearer(issuer.token("guest", "visitor")).when().get("/model").then());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shadow", "/drift", "/audit/readings", "/model/onnx"})
    void showsToOperatorsAloneWhatIsTheirs(String path) {
        refused(401, when().get(path).then());
        refused(403, bearer(issuer.token("pacs", "reader")).when().get(path).then());
        bearer(issuer.token("ops", "operator")).when().get(path).then().statusCode(200);
    }

    @Test
    void writesDownWhoseTokenItWas() {
        byte[] image = TestMammograms.of(View.RCC, 99);
        bearer(issuer.token("pacs-7", "reader"))
                .contentType("application/dicom")
                .body(image)
                .post("/readings")
                .then()
                .statusCode(200);

        bearer(issuer.token("ops", "operator"))
                .queryParam("image", Digest.of(image).toString())
                .when()
                .get("/audit/readings")
                .then()
                .statusCode(200)
                .body("who", equalTo(List.of("pacs-7")));
    }

    @Test
    void holdsAClientToItsRateAndNoOther() {
        String busy = issuer.token("busy", "reader");
        for (int i = 0; i < ClosedReplica.BURST; i++) {
            bearer(busy).when().get("/model").then().statusCode(200);
        }

        refused(429, bearer(busy).when().get("/model").then()).header("Retry-After", notNullValue());
        bearer(issuer.token("quiet", "reader")).when().get("/model").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/metrics", "/q/openapi"})
    void tellsItsHealthAndItsFormToEverybody(String path) {
        when().get(path).then().statusCode(200);
    }

    @Test
    void answersOverTls() throws Exception {
        HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build();

        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(modelOverTls)
                        .header("Authorization", "Bearer " + issuer.token("pacs", "reader"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(modelOverTls.getScheme()).isEqualTo("https");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.sslSession()).isPresent();
    }

    private static SSLContext trusting() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(ClosedReplica.keyStore)) {
            store.load(file, ClosedReplica.PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("replica", store.getCertificate("replica"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static ValidatableResponse refused(int status, ValidatableResponse response) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("detail", notNullValue());
    }

    private static ValidatableResponse read(String token) {
        return bearer(token)
                .contentType("application/dicom")
                .body(image())
                .when()
                .post("/readings")
                .then();
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private static byte[] image() {
        return TestMammograms.of(View.LCC, 7);
    }
}
