package io.perennial.endtoend;

import io.perennial.local.stack.Service;
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

    /** What came back: the model that read, or why there is no reading. */
    record Outcome(boolean read, String text) {}

    private final Http http;
    private final URI readings;
    private final byte[] image;
    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);

    ReadingClient(WholeSystem system, byte[] image) {
        this.http = system.http();
        this.readings = system.stack().at(Service.INFERENCE, "/readings");
        this.image = image;
    }

    void start() {
        for (int i = 0; i < 2; i++) {
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

    private Outcome read() {
        try {
            Http.Answer answer = http.post(readings, "application/dicom", image);
            String model = answer.json().path("model").path("digest").asText();
            return answer.status() == 200 && !model.isEmpty()
                    ? new Outcome(true, model)
                    : new Outcome(false, answer.status() + " " + answer.body());
        } catch (RuntimeException e) {
            return new Outcome(false, String.valueOf(e));
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
