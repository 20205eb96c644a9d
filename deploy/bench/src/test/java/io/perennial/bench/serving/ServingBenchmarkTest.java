package io.perennial.bench.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.perennial.artifact.Digest;
import io.perennial.artifact.DirectoryArtifactStore;
import io.perennial.bench.Processor;
import io.perennial.bench.Sample;
import io.perennial.network.ResNetSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That it sees what goes wrong; how long a reading takes is no test. */
class ServingBenchmarkTest {

    private static final ResNetSpec SMALL = ResNetSpec.named("demo", 16);
    private static final ServingBenchmark.Settings SHORT = new ServingBenchmark.Settings(2, 1, 4, 1, 2, 4);

    @TempDir
    Path directory;

    private final AtomicInteger asked = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Digest serving;
    private volatile int wrongEvery = Integer.MAX_VALUE;
    private volatile int failEvery = Integer.MAX_VALUE;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/readings", exchange -> {
            exchange.getRequestBody().readAllBytes();
            int number = asked.incrementAndGet();
            Digest model = serving;
            String probability = number % wrongEvery == 0 ? "0.5" : "0." + Integer.toUnsignedString(model.hashCode());
            byte[] answer = (number % failEvery == 0
                            ? "{\"detail\":\"broken\"}"
                            : "{\"probabilities\":{\"A\":" + probability + "},\"model\":{\"digest\":\"" + model
                                    + "\"}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(number % failEvery == 0 ? 500 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void findsNothingWrongWhereNothingIs() throws Exception {
        ServingBenchmark.Result result = run();

        assertThat(result.failures()).isEmpty();
        assertThat(result.mixed()).isEmpty();
        assertThat(result.alone().size()).isEqualTo(4);
        assertThat(result.recording().median()).isEqualTo(0.25);
        assertThat(result.swap().size()).isEqualTo(4);
        assertThat(result.steady().median()).isPositive();
        assertThat(result.byModel()).hasSize(2);
        assertThat(result.growth()).hasValue(0);
    }

    @Test
    void countsAnswersThatAreNotTheNamedModels() throws Exception {
        wrongEvery = 20;

        assertThat(run().mixed()).isNotEmpty();
    }

    @Test
    void countsRequestsThatFail() throws Exception {
        failEvery = 20;

        assertThat(run().failures())
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure).isEqualTo("500: broken"));
    }

    @Test
    void measuresTheNetworkByItself() throws Exception {
        ModelTime.Settings settings =
                new ModelTime.Settings(SMALL, Processor.CPU, 1, 2, 3, Optional.empty(), Optional.empty());

        Map<String, Sample> samples = ModelTime.run(settings, 8, (contestant, turn, turns) -> {});

        assertThat(samples).containsOnlyKeys("Perennial, 8 images");
        assertThat(samples.get("Perennial, 8 images").size()).isEqualTo(6);
    }

    private ServingBenchmark.Result run() throws Exception {
        Replica replica = new Replica() {
            @Override
            public URI address() {
                return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            }

            @Override
            public void activate(Digest model) {
                serving = model;
            }

            @Override
            public OptionalLong resident() {
                return OptionalLong.of(1);
            }

            @Override
            public double recorded() {
                return 0.25 * asked.get();
            }
        };
        return ServingBenchmark.of(
                        replica,
                        new DirectoryArtifactStore(directory),
                        "line",
                        SMALL,
                        new byte[] {1},
                        (phase, share) -> {})
                .run(SHORT);
    }
}
