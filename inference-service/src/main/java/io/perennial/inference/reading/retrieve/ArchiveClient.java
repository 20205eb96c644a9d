package io.perennial.inference.reading.retrieve;

import io.perennial.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Asks archives over HTTP. Follows no redirection: an archive cannot send us elsewhere either. Safe for many threads. */
final class ArchiveClient implements AutoCloseable {

    /** An answer's body and type. */
    record Answer(String contentType, InputStream body) {}

    /** Makes something of an answer. */
    interface Understanding<T> {
        T of(Answer answer) throws IOException;
    }

    private final HttpClient http;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "archive deadlines"));

    ArchiveClient(Duration connectTimeout) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
    }

    /**
     * Asks for one thing and reads the answer as it arrives.
     *
     * @param deadline when all of it must have arrived
     * @throws ProblemException 422 if the archive has no such thing, 502 if it fails, 504 at the deadline
     */
    <T> T get(Archive archive, URI address, String accept, Deadline deadline, Understanding<T> understanding) {
        if (deadline.passed()) {
            throw ArchiveException.tooSlow(archive);
        }
        HttpResponse<InputStream> response = send(archive, request(archive, address, accept, deadline));
        try (InputStream body = response.body()) {
            ScheduledFuture<?> alarm =
                    clock.schedule(() -> close(body), deadline.left().toMillis(), TimeUnit.MILLISECONDS);
            try {
                check(archive, response.statusCode());
                String type = response.headers().firstValue("Content-Type").orElse("");
                return understanding.of(new Answer(type, body));
            } finally {
                alarm.cancel(false);
            }
        } catch (IOException e) {
            if (deadline.passed()) {
                throw ArchiveException.tooSlow(archive);
            }
            throw ArchiveException.failed(
                    archive, "broke off in the middle of its answer, or sent what cannot be read");
        }
    }

    private static HttpRequest request(Archive archive, URI address, String accept, Deadline deadline) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).header("Accept", accept).timeout(deadline.left());
        archive.authorization().ifPresent(value -> request.header("Authorization", value));
        return request.build();
    }

    private HttpResponse<InputStream> send(Archive archive, HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpTimeoutException e) {
            throw ArchiveException.tooSlow(archive);
        } catch (IOException e) {
            throw ArchiveException.failed(archive, "cannot be reached");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ArchiveException.failed(archive, "was asked while this service stops");
        }
    }

    private static void check(Archive archive, int status) {
        switch (status) {
            case 200 -> {}
            case 204, 404, 410 ->
                throw new ProblemException(422, "the " + archive + " has no such study, series or instance");
            case 401, 403 -> throw ArchiveException.failed(archive, "refuses this service's credentials");
            default -> throw ArchiveException.failed(archive, "answered with status " + status);
        }
    }

    /** Wakes whoever waits for more of it. */
    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
