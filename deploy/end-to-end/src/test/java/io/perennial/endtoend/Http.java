package io.perennial.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;

/** Talks to the services as {@code curl} would, and keeps every error they answered with. Safe for many threads. */
final class Http {

    /** An answer; {@code type} is empty if there is none. */
    record Answer(int status, String type, HttpHeaders headers, String body) {

        JsonNode json() {
            try {
                return Json.MAPPER.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException("no JSON: " + body, e);
            }
        }
    }

    private final HttpClient client;
    private final Optional<String> token;
    private final Queue<Answer> errors = new ConcurrentLinkedQueue<>();

    Http() {
        this(builder().build(), Optional.empty());
    }

    /** Over TLS. */
    Http(SSLContext trust) {
        this(builder().sslContext(trust).build(), Optional.empty());
    }

    private Http(HttpClient client, Optional<String> token) {
        this.client = client;
        this.token = token;
    }

    private static HttpClient.Builder builder() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
    }

    /** The same, with a bearer token. */
    Http withToken(String bearer) {
        return new Http(client, Optional.of(bearer));
    }

    Answer get(URI uri) {
        return send(HttpRequest.newBuilder(uri).GET());
    }

    Answer delete(URI uri) {
        return send(HttpRequest.newBuilder(uri).DELETE());
    }

    Answer put(URI uri, Object json) {
        return send(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(Json.bytes(json))));
    }

    Answer post(URI uri, String type, byte[] body) {
        return post(uri, type, BodyPublishers.ofByteArray(body));
    }

    Answer post(URI uri, String type, String body) {
        return post(uri, type, BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)));
    }

    private Answer post(URI uri, String type, BodyPublisher body) {
        return send(HttpRequest.newBuilder(uri).header("Content-Type", type).POST(body));
    }

    /** Everything that was answered with a status of 400 or more. */
    Iterable<Answer> errors() {
        return errors;
    }

    private Answer send(HttpRequest.Builder request) {
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        HttpRequest built = request.timeout(Duration.ofSeconds(30)).build();
        try {
            HttpResponse<String> response = client.send(built, BodyHandlers.ofString());
            Answer answer = new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.headers(),
                    response.body());
            if (answer.status() >= 400) {
                errors.add(answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(built.method() + " " + built.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
