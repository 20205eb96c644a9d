package io.perennial.inference.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/** An archive that others wrote, Orthanc with its DICOMweb plug-in, as Debian installs it; a test without it is skipped. */
public final class Orthanc implements AutoCloseable {

    public static final String USER = "reader";
    public static final String PASSWORD = "secret";

    private static final Path PLUGINS = Path.of("/usr/share/orthanc/plugins"); // of Debian's package orthanc-dicomweb
    private static final String CONFIGURATION = """
            {"StorageDirectory":"%1$s","IndexDirectory":"%1$s","HttpPort":%2$d,"DicomServerEnabled":false,
             "RemoteAccessAllowed":false,"AuthenticationEnabled":true,"RegisteredUsers":{"%3$s":"%4$s"},
             "Plugins":["%5$s"],"DicomWeb":{"Enable":true,"Root":"/dicom-web/"}}""";

    private final Process process;
    private final int port;

    public Orthanc(Path directory) throws IOException {
        Tool orthanc = Tool.named("Orthanc");
        Path plugin = PLUGINS.resolve("libOrthancDicomWeb.so");
        assumeTrue(Files.exists(plugin), "orthanc-dicomweb is not installed: skipped");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path configuration = Files.writeString(
                directory.resolve("orthanc.json"),
                CONFIGURATION.formatted(directory.resolve("storage"), port, USER, PASSWORD, plugin));
        process = new ProcessBuilder(orthanc.command(), configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("orthanc.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(30)).until(() -> answers() || !process.isAlive());
    }

    public URI dicomWeb() {
        return URI.create("http://127.0.0.1:" + port + "/dicom-web/");
    }

    /** Puts an object in. */
    public void store(byte[] file) throws IOException, InterruptedException {
        HttpResponse<String> answer = client().send(
                        request("/instances")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("Orthanc answered " + answer.statusCode());
        }
    }

    private boolean answers() throws IOException, InterruptedException {
        try {
            return client().send(request("/system").build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (ConnectException e) {
            return false; // not yet
        }
    }

    /** One for each request: Orthanc closes a connection after its answer, which a second POST on it would notice too late. */
    private static HttpClient client() {
        return HttpClient.newHttpClient();
    }

    private HttpRequest.Builder request(String path) {
        String credentials =
                Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Basic " + credentials);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
