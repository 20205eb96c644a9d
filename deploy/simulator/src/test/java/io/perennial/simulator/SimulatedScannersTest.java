package io.perennial.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.perennial.dicom.DicomFile;
import io.perennial.dicom.DicomLimits;
import io.perennial.dicom.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedScannersTest {

    private static final SendingPolicy POLICY =
            new SendingPolicy(12, 2, Duration.ofMillis(1), Duration.ofSeconds(5), Duration.ofSeconds(20));

    private final List<String> contentTypes = Collections.synchronizedList(new ArrayList<>());
    private final List<byte[]> objects = Collections.synchronizedList(new ArrayList<>());
    private final List<String> labels = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger refusals = new AtomicInteger();
    private final List<SimulatedExam> exams =
            new SimulatedHospital(5, SimulatedDomain.newHospital(), new MatrixSize(32, 24)).exams(0, 8);
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private HttpServer ingest;
    private int refusal = 503;

    @BeforeEach
    void start() throws IOException {
        ingest = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ingest.setExecutor(threads);
        ingest.createContext("/domains/t/dicomweb/studies", this::store);
        ingest.createContext("/domains/t/labels", this::label);
        ingest.start();
    }

    @AfterEach
    void stop() {
        ingest.stop(0);
        threads.shutdownNow();
    }

    @Test
    void sendsEveryImageAndLabelOnceSeveralToARequest() throws Exception {
        List<Integer> progress = new ArrayList<>();

        scanners(uri()).send((images, of) -> progress.add(100 * images / of));

        List<String> uids = new ArrayList<>();
        for (byte[] object : objects) {
            uids.add(DicomFile.read(new ByteArrayInputStream(object), DicomLimits.DEFAULT)
                    .required(Tag.SOP_INSTANCE_UID));
        }
        assertThat(uids).hasSize(32).doesNotHaveDuplicates();
        assertThat(labels)
                .containsExactlyInAnyOrderElementsOf(exams.stream()
                        .map(exam -> exam.studyInstanceUid() + "," + exam.density() + "," + exam.reader())
                        .toList());
        assertThat(contentTypes)
                .hasSize(3)
                .allMatch(type -> type.startsWith("multipart/related; type=\"application/dicom\"; boundary="));
        assertThat(progress).hasSize(3).isSorted().endsWith(100);
    }

    @Test
    void comesBackWhenTheServiceIsBusy() throws Exception {
        refusals.set(2);

        scanners(uri()).send((images, of) -> {});

        assertThat(objects).hasSize(32);
    }

    @Test
    void saysWhatTheServiceAnswered() {
        refusals.set(1);
        refusal = 409;

        assertThatExceptionOfType(IngestRefusedException.class)
                .isThrownBy(() -> scanners(uri()).send((images, of) -> {}))
                .withMessageContaining("with 409: no such domain")
                .matches(e -> e.status() == 409);
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        SendingPolicy impatient = new SendingPolicy(40, 1, Duration.ofMillis(1), Duration.ZERO, Duration.ofSeconds(5));

        assertThatExceptionOfType(IngestRefusedException.class)
                .isThrownBy(() -> scanners(URI.create("http://127.0.0.1:" + free), impatient)
                        .send((images, of) -> {}))
                .withMessageContaining("gave no answer");
    }

    private SimulatedScanners scanners(URI uri) {
        return scanners(uri, POLICY);
    }

    private SimulatedScanners scanners(URI uri, SendingPolicy policy) {
        return new SimulatedScanners(exams, uri, "t", policy);
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + ingest.getAddress().getPort() + "/");
    }

    private void store(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (refusals.getAndDecrement() > 0) {
            exchange.getResponseHeaders().add("Retry-After", "0");
            answer(exchange, refusal, "no such domain");
            return;
        }
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        contentTypes.add(type);
        split(body, type.substring(type.indexOf("boundary=") + 9));
        answer(exchange, 200, "{}");
    }

    // Latin-1 keeps every byte
    private void split(byte[] body, String boundary) {
        String[] parts = new String(body, StandardCharsets.ISO_8859_1).split("(\r\n)?--" + boundary, -1);
        assertThat(parts[parts.length - 1]).isEqualTo("--\r\n");
        for (int i = 1; i < parts.length - 1; i++) {
            String head = "\r\nContent-Type: application/dicom\r\n\r\n";
            assertThat(parts[i]).startsWith(head);
            objects.add(parts[i].substring(head.length()).getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private void label(HttpExchange exchange) throws IOException {
        String csv = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        List<String> lines = csv.lines().toList();
        assertThat(lines.get(0)).isEqualTo("study_instance_uid,density,reader");
        labels.addAll(lines.subList(1, lines.size()));
        answer(exchange, 200, "{}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
