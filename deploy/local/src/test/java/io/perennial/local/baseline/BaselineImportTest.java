package io.perennial.local.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.perennial.artifact.Digest;
import io.perennial.local.baseline.BaselineImport.Standing;
import io.perennial.local.stack.StackException;
import io.perennial.local.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineImportTest {

    private static final byte[] MODEL = "weights".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
    private static final String EXPANSION = "e".repeat(64);

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream story = new ByteArrayOutputStream();
    private final Map<String, Queue<Answer>> answers = new HashMap<>();
    private final Map<String, byte[]> received = new ConcurrentHashMap<>();
    private HttpServer services;
    private Path file;

    private record Answer(int status, String json) {}

    @BeforeEach
    void servicesThatAnswer() throws IOException {
        file = Files.write(directory.resolve("model.safetensors"), MODEL);
        services = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        services.createContext("/", exchange -> {
            received.put(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestBody().readAllBytes());
            Queue<Answer> queue = answers.get(exchange.getRequestURI().getPath());
            Answer answer = queue.size() > 1 ? queue.remove() : queue.element();
            byte[] json = answer.json().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), json.length);
            exchange.getResponseBody().write(json);
            exchange.close();
        });
        services.start();
    }

    @AfterEach
    void stop() {
        services.stop(0);
    }

    @Test
    void followsTheModelUntilTheGateAdmitsIt() throws Exception {
        answer("/baseline", brought("QUEUED"));
        answer(
                "/expansions/" + EXPANSION,
                expansion("QUEUED", ""),
                expansion("RUNNING", ",\"shareDone\":0.5,\"secondsLeft\":12"),
                expansion("TRAINED", ",\"candidates\":[{\"model\":\"sha256:abc\"}]"));
        answer("/verdicts", ok("[]"), ok("[{\"id\":\"v1\",\"expansion\":\"" + EXPANSION + "\"}]"));
        answer("/verdicts/v1", verdict("APPROVED", 0.7416));

        assertThat(run(Optional.of("resnet50"), OptionalInt.of(224))).isEqualTo(Standing.APPROVED);

        assertThat(received)
                .containsEntry(
                        "/baseline?digest=sha256%3A" + Digest.of(MODEL).hex() + "&network=resnet50&imageSize=224",
                        MODEL);
        assertThat(story.toString(StandardCharsets.UTF_8))
                .contains(Digest.of(MODEL).toString())
                .containsPattern("sending the model .* 100 %")
                .containsPattern("Fisher information .* 50 %  12 s left")
                .contains("sha256:abc")
                .contains("APPROVED")
                .contains("0.742");
    }

    @Test
    void saysThatAModelIsKeptForTheFirstCohort() throws Exception {
        answer("/baseline", ok("{\"state\":\"KEPT\",\"network\":\"resnet50\"}"));

        assertThat(run(Optional.empty(), OptionalInt.empty())).isEqualTo(Standing.KEPT);

        assertThat(story.toString(StandardCharsets.UTF_8)).contains("It is kept");
    }

    @Test
    void saysWhyTheGateDidNotAdmitIt() throws Exception {
        answer("/baseline", brought("TRAINED"));
        answer("/expansions/" + EXPANSION, expansion("TRAINED", ""));
        answer("/verdicts", ok("[{\"id\":\"v1\",\"expansion\":\"" + EXPANSION + "\"}]"));
        answer("/verdicts/v1", verdict("REJECTED", 0.31));

        assertThat(run(Optional.empty(), OptionalInt.empty())).isEqualTo(Standing.NOT_APPROVED);

        assertThat(story.toString(StandardCharsets.UTF_8)).contains("REJECTED", "0.310", "kappa is below the plan's");
    }

    @Test
    void passesOnWhatTheServiceRefuses() {
        answer("/baseline", new Answer(422, "{\"detail\":\"1 missing (fc.bias)\"}"));

        assertThatThrownBy(() -> run(Optional.empty(), OptionalInt.empty()))
                .isInstanceOf(StackException.class)
                .hasMessage("refused (422): 1 missing (fc.bias)");
    }

    @Test
    void passesOnWhyAnImportFailed() {
        answer("/baseline", brought("QUEUED"));
        answer("/expansions/" + EXPANSION, expansion("FAILED", ",\"reason\":\"the cohort has no training images\""));

        assertThatThrownBy(() -> run(Optional.empty(), OptionalInt.empty()))
                .isInstanceOf(StackException.class)
                .hasMessage("the import ended as FAILED: the cohort has no training images");
    }

    @Test
    void asksForAFileThatIsThere() {
        file = directory.resolve("nowhere.safetensors");

        assertThatThrownBy(() -> run(Optional.empty(), OptionalInt.empty()))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("nowhere.safetensors");
    }

    private Standing run(Optional<String> network, OptionalInt imageSize) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + services.getAddress().getPort());
        Terminal terminal = new Terminal(new PrintStream(story, true, StandardCharsets.UTF_8), true, 80);
        return new BaselineImport(address, address, Duration.ofMillis(1), terminal).run(file, network, imageSize);
    }

    private void answer(String path, Answer... inTurn) {
        answers.put(path, new ArrayDeque<>(Arrays.asList(inTurn)));
    }

    private static Answer ok(String json) {
        return new Answer(200, json);
    }

    private static Answer brought(String state) {
        return new Answer(
                202, "{\"state\":\"" + state + "\",\"network\":\"resnet50\",\"expansion\":\"" + EXPANSION + "\"}");
    }

    private static Answer expansion(String state, String more) {
        return ok("{\"id\":\"" + EXPANSION + "\",\"state\":\"" + state + "\"" + more + "}");
    }

    private static Answer verdict(String outcome, double kappa) {
        return ok("{\"id\":\"v1\",\"outcome\":\"" + outcome + "\",\"baseline\":{\"kappaO\":" + kappa
                + "},\"reasons\":[\"kappa is below the plan's\"]}");
    }
}
