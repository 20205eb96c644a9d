package io.perennial.local.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Json;
import io.perennial.local.stack.StackException;
import io.perennial.simulator.SendingPolicy;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One domain of an ingest-service, as an import needs it. What is busy or away is tried again, as long as patience lasts. */
final class IngestDoor {

    private static final int BUSY = 503;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI domain;
    private final URI studies;
    private final SendingPolicy policy;
    private final Consumer<String> waiting;

    /**
     * @param institution to which of the domain's institutions the images belong, if it has several
     * @param waiting hears why it waits
     */
    IngestDoor(
            URI ingest, String domain, Optional<String> institution, SendingPolicy policy, Consumer<String> waiting) {
        String root = ingest.toString().replaceAll("/+$", "") + "/domains/" + domain;
        this.domain = URI.create(root);
        this.studies =
                URI.create(root + institution.map(id -> "/institutions/" + id).orElse("") + "/dicomweb/studies");
        this.policy = policy;
        this.waiting = waiting;
    }

    /** An answer to whatever was sent. */
    record Answer(int status, JsonNode body) {

        boolean isGood() {
            return status / 100 == 2;
        }

        /** The sentence that a refusal comes with. */
        String detail() {
            return body.path("detail").asText(body.path("title").asText("no reason given"));
        }
    }

    Answer domain() throws StackException, InterruptedException {
        return send(HttpRequest.newBuilder(domain).GET());
    }

    Answer define(JsonNode definition) throws StackException, InterruptedException {
        return send(HttpRequest.newBuilder(domain)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(Json.bytes(definition))));
    }

    Answer label(Path file, String mediaType) throws StackException, InterruptedException, FileNotFoundException {
        return send(HttpRequest.newBuilder(URI.create(domain + "/labels"))
                .header("Content-Type", mediaType)
                .POST(BodyPublishers.ofFile(file)));
    }

    /** Sends the files in one request, straight from the disk. @throws FileNotFoundException if one is gone */
    Answer store(List<Path> files) throws StackException, InterruptedException, FileNotFoundException {
        String boundary = "perennial-" + UUID.randomUUID();
        return send(HttpRequest.newBuilder(studies)
                .header("Content-Type", "multipart/related; type=\"application/dicom\"; boundary=" + boundary)
                .header("Accept", "application/dicom+json")
                .POST(multipart(boundary, files)));
    }

    private static BodyPublisher multipart(String boundary, List<Path> files) throws FileNotFoundException {
        List<BodyPublisher> parts = new ArrayList<>();
        for (Path file : files) {
            parts.add(BodyPublishers.ofString("--" + boundary + "\r\nContent-Type: application/dicom\r\n\r\n"));
            parts.add(BodyPublishers.ofFile(file));
            parts.add(BodyPublishers.ofString("\r\n"));
        }
        parts.add(BodyPublishers.ofString("--" + boundary + "--\r\n"));
        return BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
    }

    // every request may be repeated: the service knows an object by its UID and a label by its reader and exam
    private Answer send(HttpRequest.Builder builder) throws StackException, InterruptedException {
        HttpRequest request = builder.timeout(policy.timeout()).build();
        long begun = System.nanoTime();
        while (true) {
            boolean isLast = System.nanoTime() - begun >= policy.patience().toNanos();
            Duration pause = policy.pause();
            try {
                HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
                if (response.statusCode() != BUSY || isLast) {
                    return new Answer(response.statusCode(), json(response.body()));
                }
                pause = retryAfter(response).orElse(pause);
                waiting.accept("the service is busy");
            } catch (IOException e) {
                if (isLast) {
                    throw new StackException(
                            "nobody answered at " + domain.resolve("/") + " for "
                                    + policy.patience().toSeconds() + " s: " + e,
                            e);
                }
                waiting.accept("the service does not answer");
            }
            TimeUnit.MILLISECONDS.sleep(
                    Math.min(pause.toMillis(), policy.patience().toMillis()));
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            return body.length == 0 ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            return Json.MAPPER.createObjectNode();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    // the header may also be a date, which no service here sends
    private static Optional<Duration> retryAfter(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,4}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }
}
