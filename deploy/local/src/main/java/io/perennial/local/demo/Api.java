package io.perennial.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Json;
import io.perennial.local.stack.Ports;
import io.perennial.local.stack.Service;
import io.perennial.local.stack.StackException;
import io.perennial.local.transfer.KappaMatrix;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** The interfaces of the four services, as the demonstration uses them. */
final class Api {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Ports ports;

    Api(Ports ports) {
        this.ports = ports;
    }

    URI ingest() {
        return ports.address(Service.INGEST);
    }

    boolean hasDomains() throws StackException, IOException, InterruptedException {
        return !send("ask for the domains", get(Service.INGEST, "/domains")).isEmpty();
    }

    void putDomain(String id, String role, String name, int trigger, String splitRatio)
            throws StackException, IOException, InterruptedException {
        JsonNode domain = Json.MAPPER
                .createObjectNode()
                .put("role", role)
                .put("name", name)
                .put("splitRatio", splitRatio)
                .set("trigger", Json.MAPPER.createObjectNode().put("newExams", trigger));
        send(
                "define the domain " + id,
                request(Service.INGEST, "/domains/" + id)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofByteArray(Json.bytes(domain)))
                        .build());
    }

    Verdict verdict(String id) throws StackException, IOException, InterruptedException {
        return Verdict.of(send("ask for the verdict", get(Service.EVALUATION, "/verdicts/" + id)));
    }

    /** How every approved model reads every domain. */
    KappaMatrix matrix() throws StackException, IOException, InterruptedException {
        return new KappaMatrix(send("ask for the matrix", get(Service.EVALUATION, "/models/matrix")));
    }

    /** Digest of the model that serves, if one does. */
    Optional<String> servingModel() throws StackException, IOException, InterruptedException {
        HttpResponse<byte[]> response =
                http.send(get(Service.INFERENCE, "/model"), HttpResponse.BodyHandlers.ofByteArray());
        return response.statusCode() == 404
                ? Optional.empty()
                : Optional.of(
                        checked("ask for the model", response).path("digest").asText());
    }

    /** Has one image read. */
    JsonNode reading(byte[] dicom) throws StackException, IOException, InterruptedException {
        return send(
                "have an image read",
                request(Service.INFERENCE, "/readings")
                        .header("Content-Type", "application/dicom")
                        .POST(BodyPublishers.ofByteArray(dicom))
                        .build());
    }

    private HttpRequest get(Service service, String path) {
        return request(service, path).build();
    }

    private HttpRequest.Builder request(Service service, String path) {
        return HttpRequest.newBuilder(ports.address(service).resolve(path))
                .timeout(TIMEOUT)
                .header("Accept", "application/json");
    }

    private JsonNode send(String purpose, HttpRequest request)
            throws StackException, IOException, InterruptedException {
        return checked(purpose, http.send(request, HttpResponse.BodyHandlers.ofByteArray()));
    }

    private static JsonNode checked(String purpose, HttpResponse<byte[]> response) throws StackException, IOException {
        JsonNode body =
                response.body().length == 0 ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(response.body());
        if (response.statusCode() / 100 != 2) {
            throw new StackException("could not " + purpose + " (" + response.uri() + " answered "
                    + response.statusCode() + "): "
                    + body.path("detail").asText(body.path("title").asText("no reason given")));
        }
        return body;
    }
}
