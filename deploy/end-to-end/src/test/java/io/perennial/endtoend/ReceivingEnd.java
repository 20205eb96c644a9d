package io.perennial.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.local.stack.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * The packaged ingest-service, which a test may take away and bring back, with a broker and a database that stay. All of it
 * starts when a test first asks for a domain: where every test is skipped, nothing does.
 */
final class ReceivingEnd implements AfterAllCallback, TestWatcher {

    private static final Duration START_PATIENCE = Duration.ofMinutes(2);

    private final Http http = new Http();
    private final AtomicInteger domains = new AtomicInteger();
    private RunningStack stack;
    private Path directory;
    private Daemon ingest;

    /** A domain that nothing was sent to. */
    record Domain(ReceivingEnd end, String id) {

        /** What a PACS is given as its DICOMweb base URL. */
        URI dicomweb() {
            return end.stack.at(Service.INGEST, "/domains/" + id + "/dicomweb");
        }

        /** What it says that it holds. */
        Holdings holdings() {
            JsonNode status =
                    end.http.get(end.stack.at(Service.INGEST, "/domains/" + id)).json();
            return new Holdings(
                    status.path("images").asInt(-1),
                    status.path("exams").asInt(-1),
                    status.path("excludedImages").asInt(-1));
        }
    }

    record Holdings(int images, int exams, int excludedImages) {}

    Domain newDomain() throws IOException {
        if (stack == null) {
            stack = RunningStack.startWithoutServices();
            directory = Files.createTempDirectory("receiving-end");
            bringIngestBack();
        }
        String id = "peers-" + domains.incrementAndGet();
        Http.Answer answer = http.put(
                stack.at(Service.INGEST, "/domains/" + id),
                Map.of("role", "TARGET", "name", "Peers", "trigger", Map.of("newExams", Hospital.NEVER)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return new Domain(this, id);
    }

    void takeIngestAway() {
        ingest.close();
    }

    /** Returns once it is ready. */
    void bringIngestBack() throws IOException {
        URI ready = stack.at(Service.INGEST, "/q/health/ready");
        Map<String, String> properties = new HashMap<>(stack.connections());
        properties.put("quarkus.http.host", "127.0.0.1");
        properties.put("quarkus.http.port", Integer.toString(ready.getPort()));
        ingest = PackagedService.start(Service.INGEST, directory, properties, List.of("-Xmx512m"));
        await("the ingest-service")
                .atMost(START_PATIENCE)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> ingest.isAlive() && http.get(ready).status() == 200);
    }

    @Override
    @SuppressWarnings("SystemOut") // for whoever reads why a test failed
    public void testFailed(ExtensionContext context, Throwable cause) {
        if (ingest != null) {
            List<String> lines = ingest.said().lines().toList();
            System.out.println("--- the end of the ingest-service's log:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size())));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (ingest != null) {
            ingest.close();
            Files.delete(directory.resolve("ingest.log"));
            Files.delete(directory);
        }
        if (stack != null) {
            stack.close();
        }
    }
}
