package io.perennial.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.local.stack.Service;
import io.perennial.simulator.Appearance;
import io.perennial.simulator.MatrixSize;
import io.perennial.simulator.SimulatedDomain;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * The one system of all tests of a class. The original institutions send as soon as it is up; a test waits for what it
 * needs and otherwise stays with a hospital of its own, so the tests may run in any order.
 */
final class WholeSystem implements BeforeAllCallback, AfterAllCallback, TestWatcher {

    private static final int ORIGINAL_EXAMS = 140;
    private static final Duration LEARNING_PATIENCE = Duration.ofMinutes(3);
    private static final Map<String, String> PROPERTIES = Map.of(
            "training.baseline.learning-rate", "2e-3",
            "training.baseline.epochs", "12",
            "training.fisher-samples", "64",
            "training.lease", "PT3S", // how long a killed service's work waits for the next one
            "ingest.instance-limit", "1M",
            "inference.readings.request-bytes", "1M");

    private final Http http = new Http();
    private final Identifiers identifiers = new Identifiers();
    private final AtomicInteger hospitals = new AtomicInteger();
    private Instant begun = Instant.now();
    private StoredArtifacts artifacts;
    private RunningStack stack;
    private Facts facts;
    private Hospital original;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        begun = Instant.now();
        try (InputStream plan = WholeSystem.class.getResourceAsStream("change-control-plan.yaml")) {
            artifacts = new StoredArtifacts();
            Map<String, String> properties = new TreeMap<>(PROPERTIES);
            properties.putAll(artifacts.properties());
            stack = RunningStack.start(plan.readAllBytes(), properties);
        }
        say("broker and database: " + stack.surroundings() + "; artifacts in " + artifacts.words() + "; up");
        facts = new Facts(stack.bootstrapServers());
        original = new Hospital(this, SimulatedDomain.original(), ORIGINAL_EXAMS);
        original.onboard(ORIGINAL_EXAMS);
        original.send();
        say(ORIGINAL_EXAMS + " exams of the original domain sent");
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (facts != null) {
            facts.close();
        }
        if (stack != null) {
            stack.close();
        }
        if (artifacts != null) {
            artifacts.close();
        }
        say("stopped");
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        stack.printTails();
    }

    RunningStack stack() {
        return stack;
    }

    StoredArtifacts artifacts() {
        return artifacts;
    }

    Facts facts() {
        return facts;
    }

    Http http() {
        return http;
    }

    Identifiers identifiers() {
        return identifiers;
    }

    Hospital original() {
        return original;
    }

    /** A hospital nobody has heard of yet, of so many exams, that has not sent anything. */
    Hospital someHospital(int exams) {
        return someHospital(exams, MatrixSize.SMALL);
    }

    /** The same, with images of another size. */
    Hospital someHospital(int exams, MatrixSize matrix) {
        String id = "hospital-" + hospitals.incrementAndGet();
        SimulatedDomain domain = SimulatedDomain.newHospital(id, "Hospital", SimulatedDomain.NEW_HOSPITAL_APPEARANCE);
        return new Hospital(this, domain, exams, matrix);
    }

    /** A hospital whose images look so different that there is much to learn from a few of them. */
    Hospital distantHospital(int exams) {
        SimulatedDomain domain =
                SimulatedDomain.newHospital("distant", "Distant hospital", new Appearance(0.7, 1.5, 4.0, 1.2, 0.05));
        return new Hospital(this, domain, exams);
    }

    /** What serves, as soon as anything does. */
    JsonNode awaitModel() {
        return await("a model that serves")
                .atMost(LEARNING_PATIENCE)
                .until(() -> http.get(stack.at(Service.INFERENCE, "/model")), answer -> answer.status() == 200)
                .json();
    }

    /** Whether the service takes requests, and nothing of it has died. */
    void assertReady(Service service) {
        Http.Answer ready = http.get(stack.at(service, "/q/health/ready"));
        assertThat(ready.status()).as(ready.body()).isEqualTo(200);
    }

    /** An error as RFC 9457 has it. */
    static void assertProblem(Http.Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("detail").asText()).isNotBlank();
    }

    /** For whoever watches the build. */
    @SuppressWarnings("SystemOut")
    void say(String what) {
        System.out.printf(
                "[end to end, %5.1f s] %s%n",
                Duration.between(begun, Instant.now()).toMillis() / 1e3, what);
    }
}
