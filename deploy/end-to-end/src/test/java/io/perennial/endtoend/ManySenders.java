package io.perennial.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.event.MammogramReceived;
import io.perennial.local.stack.Service;
import io.perennial.simulator.MatrixSize;
import io.perennial.simulator.SimulatedExam;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Several senders at once, some of whom say everything twice, and some who die in the middle of a transfer. */
interface ManySenders {

    int SENDERS = 8;
    int EXAMS_EACH = 25; // of four views
    int EXAMS_A_REQUEST = 5;
    Duration PATIENCE = Duration.ofSeconds(40);

    WholeSystem system();

    @Test
    default void losesAndRepeatsNothingOfWhatEightSendersSendAtOnce() throws Exception {
        Hospital hospital = system().someHospital(SENDERS * EXAMS_EACH, new MatrixSize(16, 16));
        hospital.onboard(Hospital.NEVER);

        List<Callable<Void>> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            List<SimulatedExam> exams = hospital.exams().subList(i * EXAMS_EACH, (i + 1) * EXAMS_EACH);
            senders.add(Manner.values()[i % Manner.values().length].sender(hospital, exams));
        }
        runAll(senders);

        assertThat(hospital.status().path("images").asInt()).isEqualTo(4 * SENDERS * EXAMS_EACH);
        assertKept(hospital, 4 * SENDERS * EXAMS_EACH);
        system().say(4 * SENDERS * EXAMS_EACH + " objects of " + SENDERS + " senders are there, and once");
    }

    @Test
    default void keepsNothingHalfOfASenderThatDies() throws Exception {
        Hospital hospital = system().someHospital(3);
        hospital.onboard(Hospital.NEVER);
        List<byte[]> files =
                hospital.exams().stream().flatMap(exam -> exam.files().stream()).toList();

        hospital.beginSending(files, 0.6).close();

        awaitNothingUnfinished();
        int whole = hospital.status().path("images").asInt();
        assertThat(whole).isLessThan(files.size());
        assertKept(hospital, whole);
        assertThat(hospital.sendFiles(files).status()).isEqualTo(200);
        assertKept(hospital, files.size());
    }

    @Test
    default void keepsNothingHalfWhenTheServiceDies() throws Exception {
        Hospital hospital = system().someHospital(3);
        hospital.onboard(Hospital.NEVER);
        List<byte[]> files =
                hospital.exams().stream().flatMap(exam -> exam.files().stream()).toList();

        try (Transfer transfer = hospital.beginSending(files, 0.6)) {
            ProcessHandle victim = system().stack().process(Service.INGEST);
            assertThat(victim.destroyForcibly()).isTrue();
            await("the ingest-service's successor")
                    .atMost(Duration.ofMinutes(1))
                    .ignoreExceptions()
                    .until(() -> system().stack().process(Service.INGEST).pid() != victim.pid()
                            && system().http()
                                            .get(system().stack().at(Service.INGEST, "/q/health/ready"))
                                            .status()
                                    == 200);
            assertThat(transfer.isOpen()).isTrue();
        }

        awaitNothingUnfinished();
        assertKept(hospital, hospital.status().path("images").asInt());
        assertThat(hospital.sendFiles(files).status()).isEqualTo(200);
        assertKept(hospital, files.size());
    }

    /** How somebody sends; each request is made again until it was answered with success. */
    enum Manner {
        ONCE {
            @Override
            void send(Hospital hospital, List<byte[]> files) {
                hospital.sendUntilStored(files);
            }
        },
        TWICE {
            @Override
            void send(Hospital hospital, List<byte[]> files) {
                hospital.sendUntilStored(files);
                hospital.sendUntilStored(files);
            }
        },
        TWICE_AT_ONCE {
            @Override
            void send(Hospital hospital, List<byte[]> files) throws Exception {
                Callable<Void> sender = () -> {
                    hospital.sendUntilStored(files);
                    return null;
                };
                runAll(List.of(sender, sender));
            }
        },
        DYING {
            @Override
            void send(Hospital hospital, List<byte[]> files) throws Exception {
                hospital.beginSending(files, 0.7).close();
                hospital.sendUntilStored(files);
            }
        };

        abstract void send(Hospital hospital, List<byte[]> files) throws Exception;

        Callable<Void> sender(Hospital hospital, List<SimulatedExam> exams) {
            return () -> {
                for (int from = 0; from < exams.size(); from += EXAMS_A_REQUEST) {
                    send(
                            hospital,
                            exams.subList(from, Math.min(exams.size(), from + EXAMS_A_REQUEST)).stream()
                                    .flatMap(exam -> exam.files().stream())
                                    .toList());
                }
                return null;
            };
        }
    }

    private static void runAll(List<Callable<Void>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** So many images: rows, facts and files agree, and each is whole. */
    private void assertKept(Hospital hospital, int images) throws SQLException, IOException {
        List<String> rows = digests(hospital);
        assertThat(rows).hasSize(images).doesNotHaveDuplicates();
        await("the facts of " + images + " images")
                .atMost(PATIENCE)
                .during(Duration.ofMillis(500))
                .until(() -> told(hospital), told -> told.size() == images);
        assertThat(told(hospital)).containsExactlyInAnyOrderElementsOf(rows);
        ArtifactStore store = system().artifacts().open(system().stack());
        for (String digest : rows) {
            assertThat(store.read(Digest.parse(digest))).isNotEmpty(); // it has this digest, or is not read
        }
    }

    private List<String> digests(Hospital hospital) throws IOException, SQLException {
        List<String> digests = new ArrayList<>();
        try (Connection database = system().stack().database();
                PreparedStatement query =
                        database.prepareStatement("select digest from ingest.mammogram where domain = ?")) {
            query.setString(1, hospital.id());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    digests.add(rows.getString(1));
                }
            }
        }
        return digests;
    }

    private List<String> told(Hospital hospital) {
        return system().facts()
                .of(MammogramReceived.class)
                .filter(fact -> fact.domain().equals(hospital.id()))
                .map(fact -> fact.image().toString())
                .toList();
    }

    private void awaitNothingUnfinished() {
        await("the end of what was on its way in")
                .atMost(PATIENCE)
                .until(() -> unfinished().isEmpty());
    }

    private List<Path> unfinished() {
        try {
            return system().artifacts().unfinished(system().stack());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
