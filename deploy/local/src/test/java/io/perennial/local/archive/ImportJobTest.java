package io.perennial.local.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.dicom.DataSet;
import io.perennial.dicom.DicomWriter;
import io.perennial.dicom.Tag;
import io.perennial.dicom.TransferSyntax;
import io.perennial.local.stack.StackException;
import io.perennial.local.terminal.Terminal;
import io.perennial.simulator.SendingPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportJobTest {

    private static final SendingPolicy QUICK =
            new SendingPolicy(50, 1, Duration.ofMillis(1), Duration.ofSeconds(20), Duration.ofSeconds(20));

    @TempDir
    Path folder;

    @TempDir
    Path journals;

    @TempDir
    Path elsewhere;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false, 80);
    private FakeIngest ingest;

    @BeforeEach
    void start() throws IOException {
        ingest = new FakeIngest(elsewhere);
    }

    @AfterEach
    void stop() {
        ingest.close();
    }

    @Test
    void sendsAnArchiveInPiecesAndSaysWhatWasRefusedAndWhy() throws Exception {
        archive(120);
        dicom("SMITH^ANN/scout.dcm", "1.2.3.9");
        Files.writeString(folder.resolve("README.txt"), "an archive");
        Path report = elsewhere.resolve("report.csv");

        assertThat(job(Optional.of(report), false).run(QUICK, terminal)).isEqualTo(ImportJob.Ending.PARTLY);

        assertThat(ingest.instancesPerRequest).hasSize(3).allMatch(number -> number <= 50);
        assertThat(said())
                .containsPattern("stored +120")
                .containsPattern("not DICOM, skipped +1")
                .containsPattern("refused +1: not a mammogram")
                .contains("SMITH^ANN/scout.dcm")
                .contains("38 more labelled exams");
        assertThat(report).content().contains("SMITH^ANN/scout.dcm,not a mammogram for presentation");
    }

    @Test
    void namesNobodyInItsJournal() throws Exception {
        dicom("SMITH^ANN/1.dcm", "1.2.3.1");

        job(Optional.empty(), false).run(QUICK, terminal);

        try (Stream<Path> files = Files.list(journals)) {
            List<Path> journal = files.toList();
            assertThat(journal).singleElement().satisfies(file -> {
                assertThat(file.getFileName().toString()).matches("[0-9a-f]{24}\\.journal");
                assertThat(Files.readAllLines(file)).hasSize(2).allMatch(line -> line.matches("[0-9a-f]+( s)?"));
            });
        }
    }

    @Test
    void sendsNothingTwice() throws Exception {
        archive(60);
        dicom("b/scout.dcm", "1.2.3.9");
        job(Optional.empty(), false).run(QUICK, terminal);
        int requests = ingest.instancesPerRequest.size();

        assertThat(job(Optional.empty(), false).run(QUICK, terminal)).isEqualTo(ImportJob.Ending.PARTLY);
        assertThat(ingest.instancesPerRequest).hasSize(requests);
        assertThat(said()).containsPattern("sent before +60").containsPattern("refused before +1");

        dicom("c/new.dcm", "1.2.3.1000");
        job(Optional.empty(), true).run(QUICK, terminal);
        assertThat(ingest.instancesPerRequest).hasSize(requests + 1);
        assertThat(ingest.instancesPerRequest.get(requests)).isEqualTo(2); // the new one, and what was refused
    }

    @Test
    void goesOnWhereItWasStopped() throws Exception {
        archive(120);
        AtomicBoolean stopped = new AtomicBoolean();
        ingest.onStored = () -> stopped.set(true);
        try (SentJournal journal = SentJournal.open(journals, "x")) {
            assertThat(archiveImport(journal, stopped).run()).isFalse();
        }
        assertThat(ingest.instancesPerRequest).containsExactly(50);

        stopped.set(false);
        ingest.onStored = () -> {};
        try (SentJournal journal = SentJournal.open(journals, "x")) {
            assertThat(archiveImport(journal, stopped).run()).isTrue();
        }
        assertThat(ingest.instancesPerRequest).containsExactly(50, 50, 20);
    }

    @Test
    void sendsAgainWhatAJournalThatWasCutOffDoesNotName() throws Exception {
        archive(3);
        job(Optional.empty(), false).run(QUICK, terminal);
        Path journal;
        try (Stream<Path> files = Files.list(journals)) {
            journal = files.findFirst().orElseThrow();
        }
        String whole = Files.readString(journal);
        Files.writeString(journal, whole.substring(0, whole.length() - 4));

        job(Optional.empty(), false).run(QUICK, terminal);

        assertThat(ingest.instancesPerRequest).containsExactly(3, 1);
    }

    @Test
    void waitsWhileTheServiceIsBusy() throws Exception {
        archive(2);
        ingest.busyFor.set(3);

        assertThat(job(Optional.empty(), false).run(QUICK, terminal)).isEqualTo(ImportJob.Ending.WHOLE);

        assertThat(ingest.instancesPerRequest).containsExactly(2);
        assertThat(said()).contains("busy");
    }

    @Test
    void sendsAloneWhatTheAnswerLeavesUnclear() throws Exception {
        dicom("a.dcm", "1.2.3.1");
        dicom("no-room-at-first.dcm", "1.2.3.8");
        dicom("of-two-names.dcm", "1.2.3.7");

        assertThat(job(Optional.empty(), false).run(QUICK, terminal)).isEqualTo(ImportJob.Ending.WHOLE);

        assertThat(ingest.instancesPerRequest).containsExactly(3, 1, 1);
        assertThat(said()).containsPattern("stored +3");
    }

    @Test
    void saysHowToGoOnWhenTheServiceGoesAway() throws Exception {
        archive(2);
        ImportJob job = job(Optional.empty(), false);
        ingest.close();
        SendingPolicy impatient =
                new SendingPolicy(50, 1, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(5));

        assertThatThrownBy(() -> job.run(impatient, terminal))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("nobody answered");
    }

    @Test
    void looksOnlyInADryRun() throws Exception {
        archive(5);
        ImportJob job = new ImportJob(
                URI.create("http://127.0.0.1:1"),
                "d",
                Optional.empty(),
                Optional.empty(),
                folder,
                List.of(),
                journals,
                Optional.empty(),
                true,
                false);

        assertThat(job.run(QUICK, terminal)).isEqualTo(ImportJob.Ending.WHOLE);

        assertThat(said()).containsPattern("would be sent +5");
    }

    @Test
    void sendsLabelsAfterTheImages() throws Exception {
        archive(1);
        Path csv = Files.writeString(elsewhere.resolve("labels.csv"), "study_instance_uid,density,reader\n");
        Path fhir = Files.writeString(elsewhere.resolve("reports.json"), "{}");
        Path wrong = Files.writeString(elsewhere.resolve("wrong.csv"), "WRONG");

        assertThat(withLabels(List.of(csv, fhir)).run(QUICK, terminal)).isEqualTo(ImportJob.Ending.WHOLE);
        assertThat(ingest.labels).containsExactly("text/csv", "application/fhir+json");
        assertThat(withLabels(List.of(wrong)).run(QUICK, terminal)).isEqualTo(ImportJob.Ending.PARTLY);

        assertThat(said()).contains("1 read: 1 added").contains("line 2 is wrong");
        assertThatThrownBy(
                        () -> withLabels(List.of(elsewhere.resolve("none.csv"))).run(QUICK, terminal))
                .isInstanceOf(StackException.class);
    }

    @Test
    void makesTheDomainWhereItIsSaidTo() throws Exception {
        archive(1);
        ingest.hasDomain = false;

        assertThatThrownBy(() -> job(Optional.empty(), false).run(QUICK, terminal))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("--role");
        ObjectNode definition = ImportJob.definition("TARGET", "North", 40);
        new ImportJob(
                        ingest.address(),
                        "d",
                        Optional.empty(),
                        Optional.of(definition),
                        folder,
                        List.of(),
                        journals,
                        Optional.empty(),
                        false,
                        false)
                .run(QUICK, terminal);

        assertThat(ingest.definitions)
                .containsExactly("{\"role\":\"TARGET\",\"name\":\"North\",\"trigger\":{\"newExams\":40}}");
    }

    private ImportJob job(Optional<Path> report, boolean retryRefused) {
        return new ImportJob(
                ingest.address(),
                "d",
                Optional.empty(),
                Optional.empty(),
                folder,
                List.of(),
                journals,
                report,
                false,
                retryRefused);
    }

    private ImportJob withLabels(List<Path> labels) {
        return new ImportJob(
                ingest.address(),
                "d",
                Optional.empty(),
                Optional.empty(),
                folder,
                labels,
                journals,
                Optional.empty(),
                false,
                false);
    }

    private ArchiveImport archiveImport(SentJournal journal, AtomicBoolean stopped) {
        return new ArchiveImport(
                new ArchiveFolder(folder),
                new IngestDoor(ingest.address(), "d", Optional.empty(), QUICK, why -> {}),
                journal,
                ImportReport.none(),
                new ImportSummary(),
                new ArchiveImport.Options(false, false),
                stopped::get,
                terminal);
    }

    private void archive(int files) throws IOException {
        for (int i = 0; i < files; i++) {
            dicom("exam-%03d/image.dcm".formatted(i), "1.2.3." + (100 + i) + ".1");
        }
    }

    private void dicom(String path, String uid) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            new DicomWriter(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)
                    .write(
                            new DataSet()
                                    .put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.2")
                                    .put(Tag.SOP_INSTANCE_UID, uid),
                            out);
        }
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8).lines().collect(Collectors.joining("\n"));
    }
}
