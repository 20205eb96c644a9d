package io.perennial.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ArrivingBodyTest {

    @TestHTTPResource
    URI service;

    @Inject
    Listener listener;

    @BeforeEach
    void forget() {
        listener.ends.clear();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 20_000_000})
    void givesEveryByteOfASizedBody(int length) throws Exception {
        byte[] body = bytes(length);
        try (Connection connection = new Connection()) {
            connection.send(head("digest", "Content-Length: " + length));
            connection.out().write(body);

            assertThat(connection.answer()).isEqualTo(sha256(body));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 10_000, 1_000_000})
    void givesEveryByteOfAChunkedBodyHoweverItIsCut(int chunk) throws Exception {
        byte[] body = bytes(50 * chunk + 7);
        try (Connection connection = new Connection()) {
            connection.send(head("digest", "Transfer-Encoding: chunked"));
            for (int at = 0; at < body.length; at += chunk) {
                int count = Math.min(chunk, body.length - at);
                connection.send(Integer.toHexString(count) + "\r\n");
                connection.out().write(body, at, count);
                connection.send("\r\n");
            }
            connection.send("0\r\n\r\n");

            assertThat(connection.answer()).isEqualTo(sha256(body));
        }
    }

    @Test
    void takesOneBodyAfterTheOtherFromAConnection() throws Exception {
        try (Connection connection = new Connection()) {
            for (int length : new int[] {3_000_000, 0, 5, 3_000_000}) {
                byte[] body = bytes(length);
                connection.send(head("digest", "Content-Length: " + length));
                connection.out().write(body);

                assertThat(connection.answer()).isEqualTo(sha256(body));
            }
        }
    }

    /** The window, and what the two sockets hold. */
    @Test
    void leavesWithTheSenderWhatTheReaderIsFarFromReading() throws Exception {
        int length = 100 << 20;
        try (SocketChannel channel = SocketChannel.open(new InetSocketAddress(service.getHost(), service.getPort()))) {
            channel.write(ByteBuffer.wrap(ascii(head("later", "Content-Length: " + length))));
            channel.configureBlocking(false);
            ByteBuffer body = ByteBuffer.allocate(length);
            await().atMost(Duration.ofSeconds(30))
                    .during(Duration.ofMillis(500))
                    .until(() -> channel.write(body) == 0);

            assertThat(body.position()).isBetween(1, 32 << 20);

            listener.goOn();
            channel.configureBlocking(true);
            while (body.hasRemaining()) {
                channel.write(body);
            }
            assertThat(new Connection(channel.socket()).answer()).isEqualTo("" + length);
        }
    }

    @Test
    void tellsThatTheSenderIsGone() throws Exception {
        try (Connection connection = new Connection()) {
            connection.send(head("digest", "Content-Length: 1000000"));
            connection.out().write(bytes(500_000));
        }

        assertThat(listener.ends.poll(20, TimeUnit.SECONDS))
                .hasValueSatisfying(end -> assertThat(end).hasMessage("the sender is gone"));
    }

    /** {@code quarkus.http.read-timeout} is a second here. */
    @Test
    void givesUpASenderThatPausesTellsItSoAndHangsUp() throws Exception {
        try (Connection connection = new Connection()) {
            connection.send(head("digest", "Content-Length: 1000000"));
            connection.out().write(bytes(500_000));

            assertThat(connection.answer()).isEqualTo("SenderPausedException");
            assertThat(connection.socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void asksForTheBodyOfASenderThatWaitsToBeAsked() throws Exception {
        try (Connection connection = new Connection()) {
            connection.send(head("digest", "Content-Length: 3\r\nExpect: 100-continue"));
            assertThat(connection.line()).isEqualTo("HTTP/1.1 100 Continue");
            assertThat(connection.line()).isEmpty();
            connection.out().write(bytes(3));

            assertThat(connection.answer()).isEqualTo(sha256(bytes(3)));
        }
    }

    @Test
    void asksForNothingThatIsNotRead() throws Exception {
        try (Connection connection = new Connection()) {
            connection.send(head("unread", "Content-Length: 3\r\nExpect: 100-continue"));

            assertThat(connection.answer()).isEqualTo("no, thank you");
        }
    }

    private String head(String path, String headers) {
        return "POST /" + path + " HTTP/1.1\r\nHost: " + service.getAuthority()
                + "\r\nContent-Type: application/octet-stream\r\n" + headers + "\r\n\r\n";
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A client's end of a connection, byte by byte as it wants it. */
    private final class Connection implements AutoCloseable {

        private final Socket socket;

        Connection() throws IOException {
            this(new Socket(service.getHost(), service.getPort()));
        }

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(30_000);
        }

        OutputStream out() throws IOException {
            return socket.getOutputStream();
        }

        void send(String text) throws IOException {
            out().write(ascii(text));
        }

        String line() throws IOException {
            StringBuilder line = new StringBuilder();
            int next = socket.getInputStream().read();
            while (next != '\n' && next >= 0) {
                line.append((char) next);
                next = socket.getInputStream().read();
            }
            return line.toString().stripTrailing();
        }

        /** The body of an answer of known length. */
        String answer() throws IOException {
            int length = 0;
            for (String line = line(); !line.isEmpty(); line = line()) {
                if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(
                            line.substring("content-length:".length()).strip());
                }
            }
            return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
