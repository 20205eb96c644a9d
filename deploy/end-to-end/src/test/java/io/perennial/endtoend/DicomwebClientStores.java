package io.perennial.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perennial.simulator.MatrixSize;
import io.perennial.simulator.SimulatedDomain;
import io.perennial.simulator.SimulatedHospital;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The DICOMweb client that viewers in browsers use, {@code dicomweb-client} of npm, stores exams. */
interface DicomwebClientStores {

    int VIEWS = 4;
    String CLIENT = "dicomweb-client@0.11.3";
    String XML_HTTP_REQUEST = "xhr2@0.2.1"; // which browsers have, and Node.js has not
    String PROGRAM = "store-instances.cjs";

    ReceivingEnd receivingEnd();

    @Test
    default void storesAnExamOnceHoweverOftenItIsSent(@TempDir Path directory) throws Exception {
        installClient(directory);
        ReceivingEnd.Domain domain = receivingEnd().newDomain();
        List<String> command =
                new ArrayList<>(List.of("node", PROGRAM, domain.dicomweb().toString()));
        command.addAll(write(directory));

        Tool.Outcome first = Tool.run(directory, command);
        Tool.Outcome second = Tool.run(directory, command);

        assertThat(first).isEqualTo(new Tool.Outcome(0, VIEWS + " stored\n"));
        assertThat(second).isEqualTo(first);
        assertThat(domain.holdings()).isEqualTo(new ReceivingEnd.Holdings(VIEWS, 1, 0));
    }

    private static List<String> write(Path directory) throws IOException {
        List<byte[]> files = new SimulatedHospital(1, SimulatedDomain.newHospital(), MatrixSize.SMALL)
                .exams(0, 1)
                .get(0)
                .files();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            names.add(Files.write(directory.resolve(i + ".dcm"), files.get(i)).toString());
        }
        return names;
    }

    /** Skips the test where it cannot be had. */
    private static void installClient(Path directory) throws IOException, InterruptedException {
        Tool.assumeInstalled("node", "npm");
        Tool.Outcome outcome = Tool.run(
                directory,
                List.of(
                        "npm",
                        "install",
                        "--prefix",
                        directory.toString(),
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                        "--prefer-offline",
                        "--fetch-retries=0",
                        "--fetch-timeout=20000",
                        CLIENT,
                        XML_HTTP_REQUEST));
        assumeTrue(outcome.status() == 0, "npm cannot install " + CLIENT + ": " + outcome.text());
        try (InputStream program = DicomwebClientStores.class.getResourceAsStream(PROGRAM)) {
            Files.copy(program, directory.resolve(PROGRAM));
        }
    }
}
