package io.perennial.local.baseline;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Digest;
import io.perennial.local.rest.ServiceCalls;
import io.perennial.local.stack.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleConsumer;
import java.util.stream.StreamSupport;

/** What the training- and the evaluation-service are asked. */
final class BaselineServices {

    // the service reads the whole file before it answers
    private static final Duration UPLOAD_PATIENCE = Duration.ofHours(1);

    private final ServiceCalls calls = new ServiceCalls();
    private final URI training;
    private final URI evaluation;

    BaselineServices(URI training, URI evaluation) {
        this.training = training;
        this.evaluation = evaluation;
    }

    /** {@code PUT /baseline}; the answer is how the model stands. */
    JsonNode bring(SentFile file, Digest digest, Optional<String> network, OptionalInt imageSize, DoubleConsumer sent)
            throws StackException, IOException, InterruptedException {
        StringBuilder query = new StringBuilder("digest=" + encoded(digest.toString()));
        network.ifPresent(name -> query.append("&network=").append(encoded(name)));
        imageSize.ifPresent(size -> query.append("&imageSize=").append(size));
        return calls.send(HttpRequest.newBuilder(training.resolve("/baseline?" + query))
                .timeout(UPLOAD_PATIENCE)
                .header("Content-Type", "application/vnd.safetensors")
                .PUT(file.body(sent))
                .build());
    }

    JsonNode expansion(String id) throws StackException, IOException, InterruptedException {
        return calls.get(training.resolve("/expansions/" + id));
    }

    /** What the gate said of an expansion; empty until it has. */
    Optional<JsonNode> verdict(String expansion) throws StackException, IOException, InterruptedException {
        Optional<String> id = StreamSupport.stream(
                        calls.get(evaluation.resolve("/verdicts")).spliterator(), false)
                .filter(verdict -> verdict.path("expansion").asText().equals(expansion))
                .map(verdict -> verdict.path("id").asText())
                .findFirst();
        return id.isEmpty() ? Optional.empty() : Optional.of(calls.get(evaluation.resolve("/verdicts/" + id.get())));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
