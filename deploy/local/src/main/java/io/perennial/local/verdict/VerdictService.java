package io.perennial.local.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Json;
import io.perennial.local.stack.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/** What the evaluation-service is asked about verdicts. Failures are sentences. */
public final class VerdictService {

    private static final Duration PATIENCE = Duration.ofMinutes(2); // a report may have to be written first

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI evaluation;

    /** At this address. */
    public VerdictService(URI evaluation) {
        this.evaluation = evaluation;
    }

    /** {@code GET /verdicts}, newest first. */
    public JsonNode verdicts() throws StackException, IOException, InterruptedException {
        return json("/verdicts");
    }

    /** {@code GET /verdicts/{id}}. */
    public JsonNode verdict(String id) throws StackException, IOException, InterruptedException {
        return json("/verdicts/" + encoded(id));
    }

    /** The whole id that begins so. @throws StackException if none does, or several do */
    public String idOf(String beginning) throws StackException, IOException, InterruptedException {
        List<String> ids = StreamSupport.stream(verdicts().spliterator(), false)
                .map(verdict -> verdict.path("id").asText())
                .filter(id -> id.startsWith(beginning))
                .toList();
        if (ids.isEmpty() || beginning.isEmpty()) {
            throw new StackException("there is no verdict " + beginning + "; ./perennial verdicts lists them");
        }
        if (ids.size() > 1) {
            throw new StackException(ids.size() + " verdicts begin with " + beginning + ": " + String.join(", ", ids));
        }
        return ids.get(0);
    }

    /** Writes the report, whole or not at all. */
    public void saveReport(String id, Path file) throws StackException, IOException, InterruptedException {
        save("/verdicts/" + encoded(id) + "/report", "text/html", file);
    }

    /** Writes the readings behind a verdict, whole or not at all. */
    public void savePredictions(String id, Path file) throws StackException, IOException, InterruptedException {
        save("/verdicts/" + encoded(id) + "/predictions", "text/csv", file);
    }

    private JsonNode json(String path) throws StackException, IOException, InterruptedException {
        try (InputStream body = get(path, "application/json")) {
            return Json.MAPPER.readTree(body);
        }
    }

    private void save(String path, String type, Path file) throws StackException, IOException, InterruptedException {
        Path target = file.toAbsolutePath();
        if (target.getParent() == null || !Files.isDirectory(target.getParent())) {
            throw new StackException("there is no directory to write " + file + " into");
        }
        try (InputStream body = get(path, type)) {
            Path part = Files.createTempFile(target.getParent(), ".verdict", ".part");
            try {
                Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }

    private InputStream get(String path, String type) throws StackException, IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(evaluation.resolve(path))
                .timeout(PATIENCE)
                .header("Accept", type)
                .build();
        HttpResponse<InputStream> response;
        try {
            response = http.send(request, BodyHandlers.ofInputStream());
        } catch (ConnectException e) {
            throw new StackException(
                    "no evaluation-service answers at " + evaluation + "; ./perennial up starts a stack", e);
        }
        if (response.statusCode() != 200) {
            try (InputStream body = response.body()) {
                throw new StackException(detail(response.statusCode(), body.readAllBytes()));
            }
        }
        return response.body();
    }

    private static String detail(int status, byte[] problem) {
        try {
            return Json.MAPPER.readTree(problem).path("detail").asText("the evaluation-service answers " + status);
        } catch (IOException e) {
            return "the evaluation-service answers " + status;
        }
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
