package io.perennial.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Sends whole exams and their labels to one domain of the ingest-service: images by STOW-RS (PS3.18 § 10.5), labels as CSV.
 * Files are made while they are sent, one exam at a time, so memory does not grow with the request. Safe for several threads.
 */
public final class StowSender {

    private static final int BUSY = 503;
    private static final int LONGEST_QUOTE = 500;

    private final HttpClient client;
    private final URI studies;
    private final URI labels;
    private final SendingPolicy policy;

    /**
     * A sender for one domain.
     *
     * @param ingest the service's root, {@code http://localhost:8081}
     * @param domain the id of a domain that the service knows
     */
    public StowSender(HttpClient client, URI ingest, String domain, SendingPolicy policy) {
        String root = ingest.toString().replaceAll("/+$", "") + "/domains/" + domain;
        this.client = client;
        this.studies = URI.create(root + "/dicomweb/studies");
        this.labels = URI.create(root + "/labels");
        this.policy = policy;
    }

    /**
     * Sends the exams' images in one request. Returns once they are stored.
     *
     * @throws IngestRefusedException unless every image was taken
     */
    public void store(List<SimulatedExam> exams) throws IngestRefusedException, InterruptedException {
        String boundary = "perennial-" + UUID.randomUUID();
        post(
                HttpRequest.newBuilder(studies)
                        .header("Content-Type", "multipart/related; type=\"application/dicom\"; boundary=" + boundary)
                        .header("Accept", "application/dicom+json"),
                BodyPublishers.ofByteArrays(() -> parts(exams, boundary)),
                exams.size() + " exams");
    }

    /**
     * Sends the exams' densities in one file.
     *
     * @throws IngestRefusedException unless every density was taken
     */
    public void label(List<SimulatedExam> exams) throws IngestRefusedException, InterruptedException {
        post(
                HttpRequest.newBuilder(labels).header("Content-Type", "text/csv"),
                BodyPublishers.ofString(csv(exams)),
                exams.size() + " labels");
    }

    private static Iterator<byte[]> parts(List<SimulatedExam> exams, String boundary) {
        byte[] head = ascii("--" + boundary + "\r\nContent-Type: application/dicom\r\n\r\n");
        byte[] tail = ascii("\r\n");
        return Stream.concat(
                        exams.stream()
                                .flatMap(exam -> exam.files().stream())
                                .flatMap(file -> Stream.of(head, file, tail)),
                        Stream.of(ascii("--" + boundary + "--\r\n")))
                .iterator();
    }

    private static String csv(List<SimulatedExam> exams) {
        StringBuilder csv = new StringBuilder("study_instance_uid,density,reader\r\n");
        exams.forEach(exam -> csv.append(exam.studyInstanceUid())
                .append(',')
                .append(exam.density())
                .append(',')
                .append(exam.reader())
                .append("\r\n"));
        return csv.toString();
    }

    // every request may be repeated: the service knows an object by its UID
    private void post(HttpRequest.Builder request, BodyPublisher body, String what)
            throws IngestRefusedException, InterruptedException {
        HttpRequest posted = request.timeout(policy.timeout()).POST(body).build();
        long begun = System.nanoTime();
        while (true) {
            boolean last = System.nanoTime() - begun >= policy.patience().toNanos();
            Duration pause = policy.pause();
            try {
                HttpResponse<String> answer = client.send(posted, BodyHandlers.ofString());
                if (answer.statusCode() == 200 || answer.statusCode() == 204) {
                    return;
                }
                if (answer.statusCode() != BUSY || last) {
                    throw new IngestRefusedException(answer.statusCode(), refusal(posted.uri(), what, answer));
                }
                pause = retryAfter(answer).orElse(pause);
            } catch (IOException e) {
                if (last) {
                    throw new IngestRefusedException(
                            posted.uri() + " gave no answer to " + what + " for "
                                    + policy.patience().toSeconds() + " s: " + e,
                            e);
                }
            }
            TimeUnit.MILLISECONDS.sleep(
                    Math.min(pause.toMillis(), policy.patience().toMillis()));
        }
    }

    // the header may also be a date, which no service here sends
    private static Optional<Duration> retryAfter(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,4}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    private static String refusal(URI uri, String what, HttpResponse<String> answer) {
        String body = answer.body().strip();
        String quoted = body.length() > LONGEST_QUOTE ? body.substring(0, LONGEST_QUOTE) + "…" : body;
        return uri + " answered " + what + " with " + answer.statusCode() + ": "
                + (quoted.isEmpty() ? "(nothing)" : quoted);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
