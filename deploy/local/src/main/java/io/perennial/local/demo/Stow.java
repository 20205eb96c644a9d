package io.perennial.local.demo;

import io.perennial.local.stack.StackException;
import io.perennial.simulator.SimulatedExam;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Sends DICOM files and densities to an ingest-service. */
final class Stow {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI ingest;

    Stow(URI ingest) {
        this.ingest = ingest;
    }

    /** Stores instances in one STOW-RS request (PS3.18 §10.5). @throws StackException unless all are stored */
    void store(String domain, List<byte[]> files) throws StackException, IOException, InterruptedException {
        String boundary = UUID.randomUUID().toString();
        List<byte[]> body = new ArrayList<>();
        for (byte[] file : files) {
            body.add(ascii("--" + boundary + "\r\nContent-Type: application/dicom\r\n\r\n"));
            body.add(file);
            body.add(ascii("\r\n"));
        }
        body.add(ascii("--" + boundary + "--\r\n"));
        HttpResponse<String> response = post(
                "/domains/" + domain + "/dicomweb/studies",
                "multipart/related; type=\"application/dicom\"; boundary=" + boundary,
                "application/dicom+json",
                BodyPublishers.ofByteArrays(body));
        if (response.statusCode() != 200) { // 202: some failed
            throw refused("images", response);
        }
    }

    /** Sends the readers' densities. */
    void labels(String domain, List<SimulatedExam> exams) throws StackException, IOException, InterruptedException {
        StringBuilder csv = new StringBuilder("study_instance_uid,density,reader\n");
        for (SimulatedExam exam : exams) {
            csv.append(exam.studyInstanceUid())
                    .append(',')
                    .append(exam.density())
                    .append(',')
                    .append(exam.reader())
                    .append('\n');
        }
        HttpResponse<String> response = post(
                "/domains/" + domain + "/labels",
                "text/csv",
                "application/json",
                BodyPublishers.ofString(csv.toString()));
        if (response.statusCode() / 100 != 2) {
            throw refused("densities", response);
        }
    }

    private HttpResponse<String> post(String path, String contentType, String accept, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(ingest.resolve(path))
                .timeout(TIMEOUT)
                .header("Content-Type", contentType)
                .header("Accept", accept)
                .POST(body)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static StackException refused(String what, HttpResponse<String> response) {
        String body = response.body();
        return new StackException("the ingest-service refused " + what + " (" + response.statusCode() + "): "
                + (body.length() > 400 ? body.substring(0, 400) + "…" : body));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
