package io.perennial.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.perennial.endtoend.ReceivingEnd.Holdings;
import io.perennial.simulator.MatrixSize;
import io.perennial.simulator.SimulatedDomain;
import io.perennial.simulator.SimulatedExam;
import io.perennial.simulator.SimulatedHospital;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modalities that speak DIMSE alone: Orthanc takes their C-STORE, and hands on what it got. */
interface OrthancInFront {

    int VIEWS = 4;
    Holdings ONE_EXAM = new Holdings(VIEWS, 1, 0);
    String PROPOSING_EXPLICIT = "-x=";

    ReceivingEnd receivingEnd();

    @Test
    default void handsOnWhatPerennialDecodesAsItCame(@TempDir Path directory) throws Exception {
        assertThat(bringIn(ObjectsInSyntax.DECODED, directory)).doesNotContain("transcoded");
    }

    @Test
    default void transcodesWhatPerennialDoesNotDecode(@TempDir Path directory) throws Exception {
        assertThat(bringIn(ObjectsInSyntax.TRANSCODED, directory)).contains(VIEWS + " transcoded");
    }

    /** Sends an exam in each syntax; all are to arrive, fit for a cohort. @return what the forwarder said */
    private String bringIn(List<ObjectsInSyntax> syntaxes, Path directory) throws IOException, InterruptedException {
        OrthancGateway.assumeInstalled();
        syntaxes.forEach(ObjectsInSyntax::assumeInstalled);
        ReceivingEnd.Domain domain = receivingEnd().newDomain();
        List<SimulatedExam> exams = exams(syntaxes.size());

        try (OrthancGateway gateway = OrthancGateway.start(directory, domain.dicomweb())) {
            for (int i = 0; i < syntaxes.size(); i++) {
                Path files = syntaxes.get(i)
                        .write(directory.resolve("exam-" + i), exams.get(i).files());
                gateway.store(files, syntaxes.get(i).proposal());
            }

            gateway.awaitEmpty();
            assertThat(domain.holdings()).isEqualTo(new Holdings(VIEWS * exams.size(), exams.size(), 0));
            return gateway.forwarderSaid();
        }
    }

    @Test
    default void changesNothingWhenAnExamComesAgain(@TempDir Path directory) throws Exception {
        OrthancGateway.assumeInstalled();
        ReceivingEnd.Domain domain = receivingEnd().newDomain();
        Path files = write(directory, exams(1).get(0).files());

        try (OrthancGateway gateway = OrthancGateway.start(directory, domain.dicomweb())) {
            gateway.store(files, PROPOSING_EXPLICIT);
            gateway.awaitEmpty();
            Holdings once = domain.holdings();
            gateway.store(files, PROPOSING_EXPLICIT);
            gateway.awaitEmpty();

            assertThat(once).isEqualTo(ONE_EXAM);
            assertThat(domain.holdings()).isEqualTo(once);
        }
    }

    @Test
    default void keepsWhatComesWhileTheIngestServiceIsAway(@TempDir Path directory) throws Exception {
        OrthancGateway.assumeInstalled();
        ReceivingEnd.Domain domain = receivingEnd().newDomain();
        Path files = write(directory, exams(1).get(0).files());

        try (OrthancGateway gateway = OrthancGateway.start(directory, domain.dicomweb())) {
            receivingEnd().takeIngestAway();
            gateway.store(files, PROPOSING_EXPLICIT);
            await("the forwarder to notice")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> gateway.forwarderSaid().contains("Perennial takes nothing"));
            gateway.kill();
            gateway.startAgain();
            Tool.Outcome waiting = gateway.undelivered();
            receivingEnd().bringIngestBack();

            gateway.awaitEmpty();
            assertThat(waiting.text()).contains(VIEWS + " undelivered");
            assertThat(waiting.status()).isOne();
            assertThat(domain.holdings()).isEqualTo(ONE_EXAM);
            assertThat(gateway.undelivered().status()).isZero();
        }
    }

    @Test
    default void keepsAndNamesWhatIsRefused(@TempDir Path directory) throws Exception {
        OrthancGateway.assumeInstalled();
        ReceivingEnd.Domain domain = receivingEnd().newDomain();
        List<byte[]> files = exams(1).get(0).files();
        byte[] other = files.get(0).clone();
        other[other.length - 2] ^= 1; // the least significant bit of the last pixel
        Path first = write(directory.resolve("first"), files);
        Path second = write(directory.resolve("second"), List.of(other, files.get(1)));

        try (OrthancGateway gateway = OrthancGateway.start(directory, domain.dicomweb())) {
            gateway.store(first, PROPOSING_EXPLICIT);
            gateway.awaitEmpty();
            gateway.store(second, PROPOSING_EXPLICIT);

            await("the other content to be refused")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> gateway.undelivered().text().contains("refused: 409"));
            await("what was not refused to be delivered")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> gateway.instances() == 1);
            assertThat(domain.holdings()).isEqualTo(ONE_EXAM);
        }
    }

    private static Path write(Path directory, List<byte[]> files) throws IOException, InterruptedException {
        return ObjectsInSyntax.AS_WRITTEN.write(directory, files);
    }

    private static List<SimulatedExam> exams(int count) {
        // 12 bits, which is what JPEG's lossy process takes at most
        return new SimulatedHospital(1, SimulatedDomain.southHospital(), MatrixSize.SMALL).exams(0, count);
    }
}
