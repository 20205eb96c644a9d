package io.perennial.training.initial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import io.perennial.artifact.Digest;
import io.perennial.training.initial.WeightsSource.S3Object;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over HTTP against a stand-in that keeps one object: what the SDK asks for, and how it is signed. */
class S3ObjectTest {

    private static final byte[] BYTES = {1, 2, 3};
    private static final Digest DIGEST = Digest.of(BYTES);

    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private Map<String, String> settings = Map.of();
    private HttpServer store;

    @BeforeEach
    void open() throws IOException {
        store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", exchange -> {
            authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            boolean found = exchange.getRequestURI().getPath().equals("/bucket/models/a.safetensors");
            exchange.sendResponseHeaders(found ? 200 : 404, found ? BYTES.length : -1);
            if (found) {
                exchange.getResponseBody().write(BYTES);
            }
            exchange.close();
        });
        store.start();
        settings = Map.of(
                "aws.endpointUrlS3",
                "http://127.0.0.1:" + store.getAddress().getPort(),
                "aws.region",
                "eu-central-1",
                "aws.accessKeyId",
                "key-of-the-test",
                "aws.secretAccessKey",
                "secret",
                "aws.disableEc2Metadata", // no machine's role is asked for
                "true",
                "aws.configFile", // nor anybody's profile
                "/nonexistent");
        settings.forEach(System::setProperty);
    }

    @AfterEach
    void close() {
        settings.keySet().forEach(System::clearProperty);
        store.stop(0);
    }

    @Test
    void readsAnObjectWithTheCredentialsOfTheEnvironment() throws IOException {
        try (InputStream bytes = new S3Object("bucket", "models/a.safetensors", DIGEST).open()) {
            assertThat(bytes.readAllBytes()).isEqualTo(BYTES);
        }
        assertThat(authorizations).hasSize(1).allMatch(it -> it.contains("Credential=key-of-the-test/"));
    }

    @Test
    void saysWhichObjectIsNotThere() {
        assertThatThrownBy(() -> new S3Object("bucket", "other", DIGEST).open())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("s3://bucket/other cannot be downloaded");
    }

    @Test
    void saysSoWhereNoRegionIsSet() {
        assumeThat(System.getenv("AWS_REGION"))
                .as("AWS_REGION is set here, so there is a region")
                .isNull();
        System.clearProperty("aws.region");

        assertThatThrownBy(() -> new S3Object("bucket", "models/a.safetensors", DIGEST).open())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("s3://bucket/models/a.safetensors cannot be downloaded")
                .hasMessageContaining("region");
    }
}
