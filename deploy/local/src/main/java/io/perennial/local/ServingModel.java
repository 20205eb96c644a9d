package io.perennial.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** What the inference-service says of its model. */
record ServingModel(String lineage, long version, String digest, String since) {

    /** Asks {@code GET /model}; empty if there is no model or no answer. */
    static Optional<ServingModel> at(URI inference) throws InterruptedException {
        try {
            HttpResponse<byte[]> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(inference.resolve("/model"))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                return Optional.empty();
            }
            JsonNode model = Json.MAPPER.readTree(response.body());
            return Optional.of(new ServingModel(
                    model.path("lineage").asText(),
                    model.path("version").asLong(),
                    model.path("digest").asText(),
                    model.path("since").asText()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    String sentence() {
        return "Model " + version + " of " + lineage + " serves since " + since + ": " + digest;
    }
}
