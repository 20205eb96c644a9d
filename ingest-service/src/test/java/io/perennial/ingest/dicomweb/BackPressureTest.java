package io.perennial.ingest.dicomweb;

import static io.perennial.ingest.Simulated.MULTIPART;
import static io.perennial.ingest.Simulated.mammogram;
import static io.perennial.ingest.Simulated.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.perennial.ingest.OneDomain;
import io.perennial.ingest.Simulated;
import io.perennial.mammography.View;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Senders that send too much, too slowly, or hang up. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class BackPressureTest extends OneDomain {

    private static final int SLOTS = 8; // ingest.receiving.requests of these tests

    @TestHTTPResource
    URL root;

    @Inject
    TightCapacity capacity;

    @AfterEach
    void thereIsRoomAgain() {
        capacity.fullAfter(TightCapacity.PLENTY);
    }

    @Test
    void takesNothingWhereThereIsNoRoom() {
        capacity.fullAfter(0);

        store(request(mammogram("P", study(1), study(1) + ".1", View.LCC)))
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "10")
                .body("detail", containsString("send it again after 10 s"));

        status().body("images", is(0));
    }

    @Test
    void namesTheInstancesForWhichThereWasNoRoomAnyMore() {
        capacity.fullAfter(2); // one question for the request, one for its first instance

        store(request(
                        mammogram("P", study(1), study(1) + ".1", View.LCC),
                        Simulated.with("P", study(1), study(1) + ".2", View.RCC, 1200, 1000),
                        mammogram("P", study(1), study(1) + ".3", View.LMLO)))
                .statusCode(202)
                .body(STORED, hasSize(1))
                .body(FAILED + ".'00081155'.Value.flatten()", contains(study(1) + ".2", study(1) + ".3"))
                .body(FAILED + REASONS, contains(0xA700, 0xA700));

        status().body("images", is(1));
    }

    @Test
    void asksToComeAgainWhereNoInstanceHadRoom() {
        capacity.fullAfter(1);

        store(request(mammogram("P", study(1), study(1) + ".1", View.LCC)))
                .statusCode(503)
                .header("Retry-After", "10")
                .body(FAILED + REASONS, contains(0xA700));
    }

    @Test
    void takesNoMoreRequestsAtOnceThanItHasSlots() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try {
            for (int i = 0; i < SLOTS; i++) {
                waiting.add(begin("Content-Length: 100000\r\n", new byte[0]));
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> answer(request(List.of())) == 503);
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
        // and those that hung up give theirs back
        await().atMost(Duration.ofSeconds(10)).until(() -> answer(request(List.of())) == 400);
    }

    @Test
    void givesUpASenderThatDripsItsBody() throws IOException {
        try (Socket socket = begin("Content-Length: 100000\r\n", new byte[0])) {
            OutputStream out = socket.getOutputStream();
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        if (socket.getInputStream().available() == 0) {
                            out.write('x');
                            out.flush();
                            return false;
                        }
                        return true;
                    });

            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 408");
        }
    }

    /** {@code quarkus.http.read-timeout} is five seconds here. */
    @Test
    void givesUpASenderThatPauses() throws IOException {
        try (Socket socket = begin("Content-Length: 100000\r\n", new byte[10])) {
            socket.setSoTimeout(30_000);

            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 408");
        }
    }

    @Test
    void keepsNothingHalfOfASenderThatHangsUp() throws IOException, SQLException {
        byte[] large = request(Simulated.with("P", study(1), study(1) + ".1", View.LCC, 1200, 1000));
        byte[] chunk = Arrays.copyOf(large, large.length / 2);

        begin("Content-Length: " + large.length + "\r\n", chunk).close();
        try (Socket chunked = begin("Transfer-Encoding: chunked\r\n", new byte[0])) {
            OutputStream out = chunked.getOutputStream();
            out.write((Integer.toHexString(large.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(chunk);
        }

        await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(10)).until(() -> temporaryFiles() == 0);
        status().body("images", is(0));
        assertThat(rows("select pseudonym from exam where domain = ?", domain)).isEmpty();
        store(large).statusCode(200);
    }

    @Test
    void takesABodyInChunks() throws IOException {
        byte[] body = request(mammogram("P", study(1), study(1) + ".1", View.LCC));
        try (Socket socket = begin("Transfer-Encoding: chunked\r\n", new byte[0])) {
            OutputStream out = socket.getOutputStream();
            for (int from = 0; from < body.length; from += 700) {
                int length = Math.min(700, body.length - from);
                out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(body, from, length);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();

            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200");
        }
    }

    private int answer(byte[] body) {
        return store(body).extract().statusCode();
    }

    private static long temporaryFiles() throws IOException {
        Path incoming = Path.of("target/artifacts/incoming");
        if (!Files.isDirectory(incoming)) {
            return 0; // nothing has come in yet
        }
        try (Stream<Path> files = Files.list(incoming)) {
            return files.filter(file -> file.toString().endsWith(".part")).count();
        }
    }

    private Socket begin(String length, byte[] body) throws IOException {
        Socket socket = new Socket(root.getHost(), root.getPort());
        OutputStream out = socket.getOutputStream();
        out.write(("POST /domains/" + domain + "/dicomweb/studies HTTP/1.1\r\nHost: " + root.getAuthority()
                        + "\r\nContent-Type: " + MULTIPART + "\r\n" + length + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
        return socket;
    }
}
