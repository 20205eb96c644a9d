package io.perennial.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.perennial.bench.ingest.IngestBenchmark.Load;
import io.perennial.bench.ingest.IngestBenchmark.Result;
import io.perennial.dicom.DicomFile;
import io.perennial.dicom.DicomLimits;
import io.perennial.dicom.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestBenchmarkTest {

    private static final int EDGE = 16;

    @TempDir
    private Path beside;

    private final Queue<Integer> refusals = new ArrayDeque<>();
    private final List<Integer> requests = new CopyOnWriteArrayList<>(); // bytes of each
    private HttpServer server;
    private IngestBenchmark benchmark;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        URI studies =
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/domains/bench/dicomweb/studies");
        benchmark = new IngestBenchmark(studies, beside, 7);
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Integer refusal = refusals.poll();
            if (refusal == null) {
                requests.add(body.length);
            } else {
                exchange.getResponseHeaders().add("Retry-After", "0");
            }
            exchange.sendResponseHeaders(refusal == null ? 200 : refusal, -1);
        }
    }

    @Test
    void sendsAndWritesTheSameBytesInTurns() throws Exception {
        Load load = new Load(EDGE, 2, 3, 4);
        Set<String> turns = new TreeSet<>();

        Result result = benchmark.compare(load, 2, (who, turn, of) -> turns.add(turn + " of " + of));

        assertThat(result.images()).isEqualTo(24);
        assertThat(result.bytes()).isEqualTo(24L * new UncompressedMammogram(EDGE, 7).length());
        assertThat(result.received().size()).isEqualTo(2);
        assertThat(result.written().size()).isEqualTo(2);
        assertThat(result.ratio().size()).isEqualTo(2);
        assertThat(requests).hasSize(3 * 2 * 3); // a round that does not count, and two
        assertThat(turns).hasSize(6).contains("6 of 6");
        assertThat(beside).isEmptyDirectory();
    }

    @Test
    void comesAgainWhereTheServiceIsBusy() throws Exception {
        refusals.add(503);

        Result result = benchmark.compare(new Load(EDGE, 1, 1, 1), 1, (who, turn, of) -> {});

        assertThat(result.busy()).isOne();
        assertThat(requests).hasSize(2);
    }

    @Test
    void saysHowItWasRefused() {
        refusals.add(409);

        assertThatThrownBy(() -> benchmark.compare(new Load(EDGE, 1, 1, 1), 1, (who, turn, of) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("409");
    }

    @Test
    void makesMammogramsThatDifferInEveryIdentifier() throws Exception {
        UncompressedMammogram mammograms = new UncompressedMammogram(EDGE, 7);
        Set<String> instances = new TreeSet<>();
        Set<String> studies = new TreeSet<>();

        for (int i = 0; i < 8; i++) {
            DicomFile file = DicomFile.read(new ByteArrayInputStream(mammograms.file(i)), DicomLimits.DEFAULT);
            instances.add(file.text(Tag.SOP_INSTANCE_UID).orElseThrow());
            studies.add(file.text(Tag.STUDY_INSTANCE_UID).orElseThrow());
            assertThat(file.pixels().bitsStored()).isEqualTo(12);
        }

        assertThat(instances).hasSize(8).allMatch(uid -> uid.matches("2\\.25\\.[1-9][0-9]*") && uid.length() <= 64);
        assertThat(studies).hasSize(2);
    }
}
