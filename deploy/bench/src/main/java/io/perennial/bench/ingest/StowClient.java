package io.perennial.bench.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends mammograms by STOW-RS, many in one request, making each while it is sent. Safe for several threads. */
final class StowClient {

    private static final byte[] HEAD = ascii("--bench\r\nContent-Type: application/dicom\r\n\r\n");
    private static final byte[] TAIL = ascii("\r\n");
    private static final byte[] END = ascii("--bench--\r\n");
    private static final int BUSY = 503;

    private final URI studies;
    private final AtomicInteger busy = new AtomicInteger();

    /** @param studies where a domain takes studies */
    StowClient(URI studies) {
        this.studies = studies;
    }

    /** How often the service asked to come again later. */
    int timesBusy() {
        return busy.get();
    }

    /**
     * Sends mammograms in one request; returns once they are stored. Where the service is busy, it is asked again.
     *
     * @throws IOException unless all were stored
     */
    void store(UncompressedMammogram mammograms, long first, int count) throws IOException, InterruptedException {
        while (true) {
            HttpURLConnection connection =
                    open((long) count * (HEAD.length + mammograms.length() + TAIL.length) + END.length);
            try (OutputStream out = connection.getOutputStream()) {
                for (int i = 0; i < count; i++) {
                    out.write(HEAD);
                    out.write(mammograms.file(first + i));
                    out.write(TAIL);
                }
                out.write(END);
            }
            int status = connection.getResponseCode();
            if (status == 200) {
                drain(connection.getInputStream());
                return;
            }
            InputStream reason = connection.getErrorStream(); // null where there is none
            String answer = reason == null ? "no reason given" : drain(reason);
            if (status != BUSY) {
                throw new IOException("the ingest-service answered " + status + ": " + answer);
            }
            busy.incrementAndGet();
            TimeUnit.SECONDS.sleep(Math.max(0, connection.getHeaderFieldInt("Retry-After", 1)));
        }
    }

    private HttpURLConnection open(long length) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) studies.toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(length);
        connection.setRequestProperty("Content-Type", "multipart/related; type=\"application/dicom\"; boundary=bench");
        connection.setRequestProperty("Accept", "application/dicom+json");
        return connection;
    }

    private static String drain(InputStream body) throws IOException {
        try (body) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            return text.substring(0, Math.min(300, text.length()));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
