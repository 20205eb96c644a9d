package io.perennial.local.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What a service says of itself at {@code /q/health}. */
public enum Health {
    READY("ready"),
    ALIVE("alive, not ready"),
    UNWELL("not alive"),
    SILENT("does not answer");

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    private final String words;

    Health(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** Asks the service at an address. */
    public static Health of(URI address) throws InterruptedException {
        int ready = status(address.resolve("/q/health/ready"));
        if (ready == 200) {
            return READY;
        }
        if (ready < 0) {
            return SILENT;
        }
        return status(address.resolve("/q/health/live")) == 200 ? ALIVE : UNWELL;
    }

    /** Whether the inference-service says that there is no model yet. */
    static boolean servesNoModel(URI inference) throws InterruptedException {
        return status(inference.resolve("/model")) == 404;
    }

    private static int status(URI uri) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(3)).build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return -1;
        }
    }
}
