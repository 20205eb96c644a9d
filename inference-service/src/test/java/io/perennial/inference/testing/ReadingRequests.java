package io.perennial.inference.testing;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;

/** Requests for a reading. */
public final class ReadingRequests {

    public static final String IMAGE = "application/dicom";
    public static final String EXAM = "multipart/related; type=\"application/dicom\"; boundary=frontier";

    private ReadingRequests() {}

    public static ValidatableResponse post(String contentType, byte[] body) {
        return postFor("*/*", contentType, body);
    }

    public static ValidatableResponse post(String contentType, String body) {
        return post(contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A request for an answer of a media type. */
    public static ValidatableResponse postFor(String accept, String contentType, byte[] body) {
        return given().config(asTheyAre())
                .contentType(contentType)
                .accept(accept)
                .body(body)
                .when()
                .post("/readings")
                .then();
    }

    private static RestAssuredConfig asTheyAre() {
        return RestAssured.config()
                .encoderConfig(EncoderConfig.encoderConfig()
                        .encodeContentTypeAs("multipart/related", ContentType.TEXT)
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false));
    }
}
