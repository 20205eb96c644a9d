package io.perennial.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perennial.local.stack.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Orthanc and its forwarder as {@code deploy/orthanc} has them, on free ports, for one domain. */
final class OrthancGateway implements AutoCloseable {

    private static final String AE_TITLE = "PERENNIAL"; // orthanc.json's
    private static final String PLUGIN =
            System.getenv().getOrDefault("ORTHANC_DICOMWEB", "/usr/share/orthanc/plugins/libOrthancDicomWeb.so");
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Http http = new Http();
    private final Path directory;
    private final Map<String, String> environment;
    private final URI orthancs;
    private final int dicomPort;
    private Daemon orthanc;
    private Daemon forwarder;

    private OrthancGateway(Path directory, URI dicomweb) throws IOException {
        Ports free = Ports.free();
        this.directory = directory;
        this.dicomPort = free.kafka();
        this.orthancs = URI.create("http://127.0.0.1:" + free.ingest());
        this.environment = Map.of(
                "ORTHANC_STORAGE",
                Files.createDirectories(directory.resolve("orthanc")).toString(),
                "ORTHANC_DICOMWEB",
                PLUGIN,
                "ORTHANC_DICOM_PORT",
                Integer.toString(dicomPort),
                "ORTHANC_HTTP_PORT",
                Integer.toString(orthancs.getPort()),
                "ORTHANC_STABLE_AGE",
                "1",
                "PERENNIAL_URL",
                dicomweb.toString());
        this.orthanc = startOrthanc();
        this.forwarder = startForwarder();
    }

    /** Skips the test where Orthanc, its DICOMweb plugin, {@code storescu} or Python is missing. */
    static void assumeInstalled() {
        Tool.assumeInstalled("Orthanc", "storescu", "python3");
        assumeTrue(
                Files.exists(Path.of(PLUGIN)),
                "Orthanc's DICOMweb plugin is not at " + PLUGIN + " (deploy/orthanc/install-peers.sh installs it)");
    }

    /** Starts it; it forwards to the DICOMweb base URL. Keeps its files in the directory. */
    static OrthancGateway start(Path directory, URI dicomweb) throws IOException {
        OrthancGateway gateway = new OrthancGateway(directory, dicomweb);
        try {
            gateway.awaitOrthanc();
            return gateway;
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    /** As if the machine had lost power. */
    void kill() {
        forwarder.kill();
        orthanc.kill();
    }

    /** With what it holds. */
    void startAgain() throws IOException {
        orthanc = startOrthanc();
        forwarder = startForwarder();
        awaitOrthanc();
    }

    /**
     * C-STORE of all files of a directory, in one association.
     *
     * @param proposal {@code storescu}'s option that proposes their transfer syntax
     */
    void store(Path files, String proposal) throws IOException, InterruptedException {
        String port = Integer.toString(dicomPort);
        Tool.succeed(files, List.of("storescu", proposal, "-aec", AE_TITLE, "+sd", "127.0.0.1", port, "."));
    }

    /** How many objects it holds. */
    int instances() {
        return http.get(orthancs.resolve("/instances")).json().size();
    }

    /** Returns once everything it was given is delivered; fails with what was refused if anything was. */
    void awaitEmpty() throws IOException, InterruptedException {
        await("the delivery of all that Orthanc holds")
                .atMost(PATIENCE)
                .until(() -> orthanc.isAlive() && forwarder.isAlive() && (instances() == 0 || hasRefusals()));
        assertThat(instances()).as(undelivered().text()).isZero();
    }

    private boolean hasRefusals() {
        return forwarder.said().contains(" refused, ");
    }

    /** What {@code forward.py --undelivered} says. */
    Tool.Outcome undelivered() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("env", "ORTHANC_HTTP_PORT=" + orthancs.getPort()));
        command.addAll(forward("--undelivered"));
        return Tool.run(directory, command);
    }

    /** All that the forwarder has said. */
    String forwarderSaid() {
        return forwarder.said();
    }

    private Daemon startOrthanc() throws IOException {
        String program = Tool.find("Orthanc").orElseThrow().toString();
        return Daemon.start("orthanc", directory, environment, List.of(program, repositoryFile("orthanc.json")));
    }

    private Daemon startForwarder() throws IOException {
        return Daemon.start("forwarder", directory, environment, forward("--interval", "0.5"));
    }

    private void awaitOrthanc() {
        await("Orthanc")
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> orthanc.isAlive() && instances() >= 0);
    }

    private static List<String> forward(String... arguments) {
        String python = Tool.find("python3").orElseThrow().toString();
        List<String> command = new ArrayList<>(List.of(python, repositoryFile("forward.py")));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String repositoryFile(String name) {
        return RunningStack.sourceTree().resolve("deploy/orthanc").resolve(name).toString();
    }

    @Override
    public void close() {
        forwarder.close();
        orthanc.close();
    }
}
