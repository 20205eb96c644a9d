package io.perennial.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A clinical application that has one image read again and again, by two threads, and notes every answer. */
final class ReadingClient implements AutoCloseable {

    private static final int PAUSE_MILLIS = 10; // leaves the machine to the others
    private static final int MOST = 20_000;

    /** What came back: the model that read and what it said, or why there is no reading. */
    record Outcome(boolean read, String text, JsonNode probabilities) {

        private static Outcome none(String why) {
            return new Outcome(false, why, MissingNode.getInstance());
        }
    }

    static final int THREADS = 2;

    private final Http http;
    private final URI readings;
    private final byte[] image;
    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);

    ReadingClient(Http http, URI readings, byte[] image) {
        this.http = http;
        this.readings = readings;
        this.image = image;
    }

    void start() {
        for (int i = 0; i < THREADS; i++) {
            var unused = threads.scheduleWithFixedDelay(this::note, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** One reading's model. @throws IllegalStateException if there was no reading */
    String model() {
        Outcome outcome = read();
        if (!outcome.read()) {
            throw new IllegalStateException(outcome.text());
        }
        return outcome.text();
    }

    /** All that came back so far, in about that order. */
    List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    private void note() {
        if (outcomes.size() < MOST) {
            outcomes.add(read());
        }
    }

    /** One reading, which is not noted. */
    Outcome read() {
        try {
            Http.Answer answer = http.post(readings, "application/dicom", image);
            String model = answer.json().path("model").path("digest").asText();
            return answer.status() == 200 && !model.isEmpty()
                    ? new Outcome(true, model, answer.json().path("probabilities"))
                    : Outcome.none(answer.status() + " " + answer.body());
        } catch (RuntimeException e) {
            return Outcome.none(String.valueOf(e));
        }
    }

    /** No further reading begins; waits for those under way. */
    void stop() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(40, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
