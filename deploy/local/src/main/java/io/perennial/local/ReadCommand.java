package io.perennial.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Json;
import io.perennial.local.stack.Ports;
import io.perennial.local.stack.Service;
import io.perennial.local.stack.StackException;
import io.perennial.local.stack.StackRecord;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has one image, or the images of one exam, read. */
@Command(
        name = "read",
        description = "Has a DICOM image, or the images of one exam, read by the serving model and prints its answer.",
        mixinStandardHelpOptions = true)
final class ReadCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "DICOM files; several are taken as one exam")
    private List<Path> files = List.of();

    @Option(names = "--server", paramLabel = "URL", description = "an inference-service (default: the stack's)")
    private @Nullable URI server;

    @Override
    public Integer call() throws StackException, IOException, InterruptedException {
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new StackException("there is no readable file " + file);
            }
        }
        URI address = server != null ? server : stackAddress();
        HttpResponse<byte[]> response;
        try {
            response = HttpClient.newHttpClient().send(request(address), HttpResponse.BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw new StackException("nobody answers at " + address + "; ./perennial up starts a stack", e);
        }
        JsonNode answer = Json.MAPPER.readTree(response.body());
        if (response.statusCode() != 200) {
            String detail = answer.path("detail").asText(answer.path("title").asText("no reason given"));
            throw new StackException("the inference-service refused (" + response.statusCode() + "): " + detail);
        }
        System.out.println(answer.toPrettyString());
        return 0;
    }

    private URI stackAddress() throws IOException {
        Optional<StackRecord> record = StackRecord.read(data.directory());
        return record.map(StackRecord::ports).orElse(Ports.DEFAULT).address(Service.INFERENCE);
    }

    private HttpRequest request(URI address) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve("/readings"))
                .timeout(Duration.ofMinutes(2))
                .header("Accept", "application/json");
        if (files.size() == 1) {
            return request.header("Content-Type", "application/dicom")
                    .POST(HttpRequest.BodyPublishers.ofFile(files.get(0)))
                    .build();
        }
        String boundary = UUID.randomUUID().toString();
        return request.header("Content-Type", "multipart/related; type=\"application/dicom\"; boundary=" + boundary)
                .POST(multipart(boundary))
                .build();
    }

    /** RFC 2387, streamed from the files. */
    private HttpRequest.BodyPublisher multipart(String boundary) throws IOException {
        List<HttpRequest.BodyPublisher> parts = new ArrayList<>();
        for (Path file : files) {
            parts.add(HttpRequest.BodyPublishers.ofString(
                    "--" + boundary + "\r\nContent-Type: application/dicom\r\n\r\n"));
            parts.add(HttpRequest.BodyPublishers.ofFile(file));
            parts.add(HttpRequest.BodyPublishers.ofString("\r\n"));
        }
        parts.add(HttpRequest.BodyPublishers.ofString("--" + boundary + "--\r\n"));
        return HttpRequest.BodyPublishers.concat(parts.toArray(HttpRequest.BodyPublisher[]::new));
    }
}
