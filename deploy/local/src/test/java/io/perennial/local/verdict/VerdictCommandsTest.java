package io.perennial.local.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.perennial.local.stack.StackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictCommandsTest {

    private static final String BASELINE = "f7dac10a38539365e59eabb87be08ff3";
    private static final String EXPANSION = "8e2a1e4000fbb1a49b4b38de5cb37d03";

    private final Map<String, String> answers = new HashMap<>();
    private HttpServer evaluation;
    private VerdictService service;

    @TempDir
    private Path directory;

    @BeforeEach
    void aServiceThatAnswers() throws IOException {
        evaluation = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        evaluation.createContext("/", exchange -> {
            String answer = answers.get(exchange.getRequestURI().getPath());
            byte[] body = (answer == null ? "{\"detail\":\"there is no such thing\"}" : answer)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        evaluation.start();
        service = new VerdictService(
                URI.create("http://127.0.0.1:" + evaluation.getAddress().getPort()));
        answers.put("/verdicts", "[" + summary(EXPANSION, "riverside") + "," + summary(BASELINE, "original") + "]");
        answers.put("/verdicts/" + BASELINE, verdict(BASELINE, "\"baseline\":{\"kappaO\":0.7498}"));
        answers.put(
                "/verdicts/" + EXPANSION,
                verdict(
                        EXPANSION,
                        "\"baseline\":{\"kappaO\":0.7498,\"kappaT\":0.23},\"candidate\":{\"kappaO\":0.7505,\"kappaT\":0.289},"
                                + "\"gain\":{\"estimate\":0.0591,\"lower\":0.0447,\"upper\":0.0783},"
                                + "\"moreExams\":204,"
                                + "\"clauses\":[{\"clause\":\"GAIN\",\"domain\":\"riverside\",\"result\":\"HOLDS\",\"code\":\"SHOWN\"}]"));
    }

    @AfterEach
    void stop() {
        evaluation.stop(0);
    }

    @Test
    void listsVerdictsWithTheKappasOfTheJudgedModel() throws Exception {
        assertThat(VerdictList.of(service))
                .containsPattern("8e2a1e4000fb +2026-11-25 18:27 +riverside +APPROVED .* 0.75\\d +0.289")
                .containsPattern("f7dac10a3853 +2026-11-25 18:27 +original +APPROVED +3e65128149b9 +0.750 +–");
    }

    @Test
    void saysThatThereIsNoVerdictYet() throws Exception {
        answers.put("/verdicts", "[]");

        assertThat(VerdictList.of(service)).isEqualTo("No verdict has been reached yet.\n");
    }

    @Test
    void showsOneVerdictToBeReadInATerminal() throws Exception {
        assertThat(VerdictText.of(service.verdict(EXPANSION)))
                .contains("APPROVED  riverside  2026-11-25 18:27 UTC", "  it is shown\n", "about 204 more test exams")
                .containsPattern("candidate +– +0.75. +0.289")
                .containsPattern("GAIN +riverside +\\+0.059 +\\+0.045 +\\+0.078 +HOLDS +SHOWN");
    }

    @Test
    void letsNoNameSpeakToTheTerminal() throws Exception {
        answers.put("/verdicts", "[" + summary(BASELINE, "ev\\u001b[2Jil") + "]");

        assertThat(VerdictList.of(service)).contains("ev?[2Jil").doesNotContain("\u001b");
    }

    @Test
    void takesTheBeginningOfAnId() throws Exception {
        assertThat(service.idOf("8e2a")).isEqualTo(EXPANSION);
        assertThatThrownBy(() -> service.idOf("0000"))
                .isInstanceOf(StackException.class)
                .hasMessage("there is no verdict 0000; ./perennial verdicts lists them");
    }

    @Test
    void asksForMoreOfAnIdThatSeveralBeginWith() {
        answers.put("/verdicts", "[" + summary("aa1", "x") + "," + summary("aa2", "y") + "]");

        assertThatThrownBy(() -> service.idOf("aa")).hasMessage("2 verdicts begin with aa: aa1, aa2");
    }

    @Test
    void savesReportAndReadings() throws Exception {
        answers.put("/verdicts/" + BASELINE + "/report", "<html/>");
        answers.put("/verdicts/" + BASELINE + "/predictions", "image,patient\r\n");

        service.saveReport(BASELINE, directory.resolve("report.html"));
        service.savePredictions(BASELINE, directory.resolve("readings.csv"));

        assertThat(directory.resolve("report.html")).hasContent("<html/>");
        assertThat(Files.readString(directory.resolve("readings.csv"))).isEqualTo("image,patient\r\n");
    }

    @Test
    void leavesNothingBehindWhereTheServiceRefuses() throws Exception {
        assertThatThrownBy(() -> service.saveReport("unknown", directory.resolve("report.html")))
                .isInstanceOf(StackException.class)
                .hasMessage("there is no such thing");
        assertThatThrownBy(() -> service.saveReport(
                        BASELINE, directory.resolve("nowhere").resolve("report.html")))
                .hasMessageContaining("there is no directory");

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void saysHowToStartAStackWhereNoneAnswers() {
        evaluation.stop(0);

        assertThatThrownBy(() -> service.verdicts())
                .isInstanceOf(StackException.class)
                .hasMessageContaining("./perennial up starts a stack");
    }

    private static String summary(String id, String domain) {
        return "{\"id\":\"" + id + "\",\"domain\":\"" + domain + "\",\"outcome\":\"APPROVED\",\"model\":\"sha256:"
                + "3e65128149b919ddbba50a6bed9fb84d676298a38caa32fc263885b51a7d1be7\","
                + "\"reachedAt\":\"2026-11-25T18:27:42.211215Z\"}";
    }

    private static String verdict(String id, String figures) {
        return "{\"id\":\"" + id + "\",\"domain\":\"riverside\",\"outcome\":\"APPROVED\",\"model\":\"sha256:"
                + "3e65128149b919ddbba50a6bed9fb84d676298a38caa32fc263885b51a7d1be7\",\"reasons\":[\"it is shown\"],"
                + "\"reachedAt\":\"2026-11-25T18:27:42.211215Z\"," + figures + "}";
    }
}
