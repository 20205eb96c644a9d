package io.perennial.local.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Json;
import io.perennial.local.stack.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls of services that answer in JSON. A refusal becomes the sentence that the service gave as its reason. */
public final class ServiceCalls {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public JsonNode get(URI uri) throws StackException, IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build());
    }

    public JsonNode post(URI uri, JsonNode body) throws StackException, IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.bytes(body)))
                .build());
    }

    /** What an address has to give, as it comes; the caller closes it. */
    public InputStream stream(URI uri) throws StackException, IOException, InterruptedException {
        HttpResponse<InputStream> response =
                answer(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofInputStream());
        if (response.statusCode() / 100 != 2) {
            try (InputStream body = response.body()) {
                throw refusal(response.statusCode(), body.readAllBytes());
            }
        }
        return response.body();
    }

    public JsonNode send(HttpRequest request) throws StackException, IOException, InterruptedException {
        HttpResponse<byte[]> response = answer(request, BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            throw refusal(response.statusCode(), response.body());
        }
        return Json.MAPPER.readTree(response.body());
    }

    private <T> HttpResponse<T> answer(HttpRequest request, BodyHandler<T> handler)
            throws StackException, IOException, InterruptedException {
        try {
            return http.send(request, handler);
        } catch (ConnectException e) {
            throw new StackException(
                    "nobody answers at " + request.uri().resolve("/") + "; ./perennial up starts a stack", e);
        }
    }

    private static StackException refusal(int status, byte[] body) throws IOException {
        String reason;
        try {
            JsonNode answer = Json.MAPPER.readTree(body);
            reason = answer.path("detail").asText(answer.path("title").asText("no reason given"));
        } catch (JsonProcessingException e) {
            reason = "no reason given";
        }
        return new StackException("refused (" + status + "): " + reason);
    }
}
