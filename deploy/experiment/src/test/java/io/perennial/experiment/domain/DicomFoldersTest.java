package io.perennial.experiment.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.artifact.CohortImage;
import io.perennial.artifact.DirectoryArtifactStore;
import io.perennial.artifact.SplitRatio;
import io.perennial.experiment.ExperimentException;
import io.perennial.experiment.Told;
import io.perennial.mammography.Split;
import io.perennial.network.Preprocessing;
import io.perennial.simulator.MatrixSize;
import io.perennial.simulator.SimulatedDomain;
import io.perennial.simulator.SimulatedExam;
import io.perennial.simulator.SimulatedHospital;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomFoldersTest {

    private static final int EXAMS = 60;
    private static final int SIZE = 16;
    private static final SplitRatio SPLIT = new SplitRatio(1, 1, 2);

    @TempDir
    Path directory;

    private List<SimulatedExam> exams;

    @BeforeEach
    void fill() throws IOException {
        exams = new SimulatedHospital(1, SimulatedDomain.original(), new MatrixSize(24, 18)).exams(0, EXAMS);
        StringBuilder labels = new StringBuilder("study_instance_uid,density,reader\n");
        for (int i = 0; i < EXAMS; i++) {
            SimulatedExam exam = exams.get(i);
            Path folder = Files.createDirectories(directory.resolve("o").resolve("exam-" + i));
            List<byte[]> files = exam.files();
            for (int view = 0; view < files.size(); view++) {
                Files.write(folder.resolve(view + ".dcm"), files.get(view));
            }
            labels.append(exam.studyInstanceUid() + "," + exam.density() + ",reader-7\n");
        }
        Files.writeString(directory.resolve("o.csv"), labels);
    }

    @Test
    void readsEveryLabelledImageAsIngestDoes() throws Exception {
        DomainPair pair = read(new Told());

        Map<String, CohortImage> rows = new HashMap<>();
        Map<String, float[]> pixels = new HashMap<>();
        for (Split split : Split.values()) {
            var images = pair.original().images(split);
            for (int i = 0; i < images.size(); i++) {
                float[] grey = new float[SIZE * SIZE];
                images.copyPixels(i, grey, 0);
                String digest = images.row(i).image().toString();
                rows.put(digest, images.row(i));
                pixels.put(digest, grey);
            }
        }
        SimulatedExam exam = exams.get(3);
        String first = io.perennial.artifact.Digest.of(exam.files().get(0)).toString();
        float[] expected = new float[SIZE * SIZE];
        Preprocessing.toUnitInterval(Preprocessing.toGrey16(exam.images().get(0).pixels(), SIZE), expected, 0);

        assertThat(rows).hasSize(4 * EXAMS);
        assertThat(rows.get(first).density()).isEqualTo(exam.density());
        assertThat(rows.get(first).scanner()).isEqualTo(exam.scanner().make());
        assertThat(pixels.get(first)).isEqualTo(expected);
    }

    @Test
    void keepsAPatientInOneSplitAndGivesTheSameCohortAgain() throws Exception {
        DomainPair pair = read(new Told());

        Map<String, Set<Split>> splits = new HashMap<>();
        for (Split split : Split.values()) {
            pair.original()
                    .images(split)
                    .rows()
                    .forEach(row -> splits.computeIfAbsent(row.patient(), any -> new HashSet<>())
                            .add(split));
        }

        assertThat(splits.values()).allMatch(of -> of.size() == 1);
        assertThat(splits.values().stream().flatMap(Set::stream)).contains(Split.values());
        assertThat(read(new Told()).original().digest())
                .isEqualTo(pair.original().digest());
    }

    @Test
    void countsWhatItLeavesOutAndGoesOn() throws Exception {
        Path folder = directory.resolve("o").resolve("exam-0");
        byte[] whole = Files.readAllBytes(folder.resolve("0.dcm"));
        Files.write(folder.resolve("0.dcm"), Arrays.copyOf(whole, whole.length / 2)); // cut off
        Files.writeString(folder.resolve("notes.txt"), "no DICOM ".repeat(30));
        Files.copy(folder.resolve("1.dcm"), folder.resolve("copy of 1.dcm"));
        withoutLabelOf(exams.get(1));
        Told told = new Told();

        DomainPair pair = read(told);

        int images = Arrays.stream(Split.values())
                .mapToInt(split -> {
                    try {
                        return pair.original().images(split).size();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .sum();
        assertThat(images).isEqualTo(4 * EXAMS - 1 - 4);
        assertThat(told.lines)
                .anyMatch(line -> line.startsWith("original: 235 images of 59 exams"))
                .contains("  left out 4: its exam has no label")
                .contains("  left out 1: the same image (SOP Instance UID) came before")
                .anyMatch(line -> line.contains("no DICOM file"));
    }

    @Test
    void letsNoIdentifierOut() throws Exception {
        Told told = new Told();

        read(told);

        StringBuilder written = new StringBuilder(String.join("\n", told.lines));
        try (Stream<Path> files = Files.walk(directory.resolve("store"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                written.append(file.getFileName()).append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        for (SimulatedExam exam : exams) {
            assertThat(written.indexOf(exam.person().id())).isNegative();
            assertThat(written.indexOf(exam.person().name())).isNegative();
            assertThat(written.indexOf(exam.studyInstanceUid())).isNegative();
        }
        assertThat(written.indexOf("reader-7")).isNegative();
    }

    @Test
    void saysWhatIsMissing() {
        Path labels = directory.resolve("o.csv");

        assertThatThrownBy(() -> DicomFolder.open(directory.resolve("nowhere"), labels))
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining("no folder");
        assertThatThrownBy(() -> DicomFolder.open(directory, directory.resolve("nowhere.csv")))
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining("no readable file of labels");
    }

    @Test
    void namesTheLineOfALabelThatIsWrong() throws Exception {
        Path labels = directory.resolve("wrong.csv");
        Files.writeString(labels, "study_instance_uid,density,reader\n1.2.3,A,r\n1.2.4,E,r\n");

        assertThatThrownBy(() -> DicomFolder.open(directory, labels))
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining("none of A, B, C and D")
                .message()
                .doesNotContain("1.2.4");
    }

    @Test
    void refusesAFolderWithoutALabelledImage() throws Exception {
        Files.writeString(directory.resolve("o.csv"), "study_instance_uid,density,reader\n1.2.3,A,r\n");

        assertThatThrownBy(() -> read(new Told()))
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining("no image that can be used");
    }

    private void withoutLabelOf(SimulatedExam exam) throws IOException {
        Path labels = directory.resolve("o.csv");
        Files.write(
                labels,
                Files.readAllLines(labels).stream()
                        .filter(line -> !line.startsWith(exam.studyInstanceUid() + ","))
                        .toList());
    }

    /** The same folder twice is enough here. */
    private DomainPair read(Told told) throws Exception {
        Path o = directory.resolve("o");
        Path labels = directory.resolve("o.csv");
        return new DicomFolders(o, labels, o, labels, SPLIT, 2)
                .prepare(1, new DirectoryArtifactStore(directory.resolve("store")), SIZE, told);
    }
}
