package io.perennial.bench.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Json;
import io.perennial.bench.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Clinical applications that ask for readings of one image, one after the other on each connection, and check the answers. */
final class ReadingClients {

    /** The probabilities, as they stand in an answer: equal only if they are equal to the last digit. */
    record Answer(Digest model, JsonNode probabilities) {}

    /**
     * What came of it.
     *
     * @param latency seconds from a request to its answer
     * @param byModel answers that each model gave
     * @param failures what was not answered with a reading
     * @param mixed answers that are not the named model's
     */
    record Outcome(Sample latency, Map<Digest, Integer> byModel, List<String> failures, List<String> mixed) {}

    private final URL readings;
    private final byte[] image;
    private final ConcurrentLinkedQueue<Double> seconds = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asking = new AtomicBoolean(true);
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Clients that do not ask yet.
     *
     * @param image a DICOM object
     */
    ReadingClients(URI service, byte[] image) {
        try {
            this.readings = service.resolve("/readings").toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(service + " is no address of a service", e);
        }
        this.image = image;
    }

    /** Asks once, with the client of the JDK that hands bytes to the socket as they are. */
    Answer ask() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) readings.openConnection();
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/dicom");
        connection.setFixedLengthStreamingMode(image.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(image);
        }
        int status = connection.getResponseCode();
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            JsonNode answer = Json.MAPPER.readTree(body.readAllBytes());
            if (status != 200) {
                throw new IOException(status + ": " + answer.path("detail").asText());
            }
            return new Answer(Digest.parse(answer.at("/model/digest").asText()), answer.path("probabilities"));
        }
    }

    /** Starts to ask on so many connections. */
    void start(int connections) {
        for (int i = 0; i < connections; i++) {
            Thread thread = new Thread(this::askAgainAndAgain, "client-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    private void askAgainAndAgain() {
        while (asking.get()) {
            long begun = System.nanoTime();
            try {
                answers.add(ask());
                seconds.add((System.nanoTime() - begun) / 1e9);
            } catch (IOException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * Stops when what was asked is answered.
     *
     * @param expected what each model says of the image
     */
    Outcome stop(Map<Digest, JsonNode> expected) throws InterruptedException {
        asking.set(false);
        for (Thread thread : threads) {
            thread.join();
        }
        Map<Digest, Integer> byModel = new java.util.HashMap<>();
        List<String> mixed = new ArrayList<>();
        for (Answer answer : answers) {
            byModel.merge(answer.model(), 1, Integer::sum);
            if (!answer.probabilities().equals(expected.get(answer.model()))) {
                mixed.add(answer.toString());
            }
        }
        return new Outcome(
                new Sample(seconds.stream().mapToDouble(Double::doubleValue).toArray()),
                byModel,
                List.copyOf(failures),
                mixed);
    }
}
