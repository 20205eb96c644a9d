package io.perennial.experiment.domain;

import io.perennial.artifact.CohortImage;
import io.perennial.artifact.Digest;
import io.perennial.dicom.DicomException;
import io.perennial.dicom.DicomFile;
import io.perennial.dicom.DicomLimits;
import io.perennial.dicom.Mammogram;
import io.perennial.dicom.Tag;
import io.perennial.experiment.ExperimentException;
import io.perennial.ingest.label.Label;
import io.perennial.ingest.label.LabelFile;
import io.perennial.ingest.label.UnreadableLabelsException;
import io.perennial.mammography.Density;
import io.perennial.mammography.Scanner;
import io.perennial.mammography.View;
import io.perennial.network.Preprocessing;
import io.perennial.training.continual.CancelledException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder of DICOM files with the densities of its exams; read as the ingest-service reads what it receives. */
final class DicomFolder {

    private static final int LONGEST_NAME = 64; // of Manufacturer and its model name, VR LO

    private final List<Path> files;
    private final Map<String, Density> densities; // by Study Instance UID

    private DicomFolder(List<Path> files, Map<String, Density> densities) {
        this.files = files;
        this.densities = densities;
    }

    /** Lists the files and reads the labels; the last label of an exam counts. */
    static DicomFolder open(Path folder, Path labels) throws ExperimentException, IOException {
        if (!Files.isDirectory(folder)) {
            throw new ExperimentException("there is no folder " + folder);
        }
        if (!Files.isReadable(labels)) {
            throw new ExperimentException("there is no readable file of labels " + labels);
        }
        Map<String, Density> densities = new HashMap<>();
        try (InputStream csv = Files.newInputStream(labels)) {
            for (Label label : LabelFile.read(csv)) {
                densities.put(label.studyInstanceUid(), label.density());
            }
        } catch (UnreadableLabelsException e) {
            throw new ExperimentException(labels + ", " + e.getMessage(), e);
        }
        if (densities.isEmpty()) {
            throw new ExperimentException(labels + " has no label");
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            return new DicomFolder(tree.filter(Files::isRegularFile).sorted().toList(), densities);
        }
    }

    int files() {
        return files.size();
    }

    /** Adds every usable image, in the order of the files' names. */
    Intake readInto(CohortBuilder cohort, OrderedWork work)
            throws CancelledException, IOException, InterruptedException {
        Admission admission = new Admission(cohort);
        work.each(files, file -> look(file, cohort.imageSize()), look -> {
            admission.admit(look);
            return 1;
        });
        return admission.intake(files.size(), densities.size());
    }

    /** What a file turned out to be. */
    private sealed interface Look {}

    private record LeftOut(String reason) implements Look {}

    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    private record Usable(
            String patientId,
            String study,
            String instance,
            Digest digest,
            View view,
            Scanner scanner,
            Density density,
            char[] grey)
            implements Look {}

    private Look look(Path path, int imageSize) {
        try {
            if (Files.size(path) > DicomLimits.DEFAULT.fileBytes()) {
                return new LeftOut("larger than the " + DicomLimits.DEFAULT.fileBytes() + " bytes that are read");
            }
            byte[] bytes = Files.readAllBytes(path);
            DicomFile file = DicomFile.read(new ByteArrayInputStream(bytes), DicomLimits.DEFAULT);
            return look(file, Digest.of(bytes), imageSize);
        } catch (DicomException e) {
            // the same fault at another place is the same reason
            return new LeftOut(String.valueOf(e.getMessage()).replaceAll("byte [0-9]+", "byte …"));
        } catch (IOException e) {
            return new LeftOut("the file cannot be read");
        }
    }

    private Look look(DicomFile file, Digest digest, int imageSize) throws DicomException {
        Optional<Mammogram> mammogram = Mammogram.of(file.header()).filter(Mammogram::isPlain);
        if (mammogram.isEmpty()) {
            return new LeftOut("not a Digital Mammography X-Ray Image - For Presentation of modality MG");
        }
        String study = file.required(Tag.STUDY_INSTANCE_UID);
        Density density = densities.get(study);
        Optional<String> patient = file.text(Tag.PATIENT_ID);
        Optional<View> view = mammogram.get().view();
        if (density == null) {
            return new LeftOut("its exam has no label");
        }
        if (patient.isEmpty()) {
            return new LeftOut("no Patient ID, so its patient's split is unknown");
        }
        if (mammogram.get().isPartial()) {
            return new LeftOut("a partial view, which does not show the whole breast");
        }
        if (view.isEmpty()) {
            return new LeftOut("not one of the standard views LCC, RCC, LMLO and RMLO");
        }
        return new Usable(
                patient.get(),
                study,
                file.required(Tag.SOP_INSTANCE_UID),
                digest,
                view.get(),
                new Scanner(name(file, Tag.MANUFACTURER), name(file, Tag.MANUFACTURER_MODEL_NAME)),
                density,
                Preprocessing.toGrey16(file.pixels(), imageSize));
    }

    private static String name(DicomFile file, Tag tag) {
        String name = file.text(tag).orElse("").replaceAll("\\p{Cntrl}", " ").strip();
        return name.isEmpty() ? "unknown" : name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    /** Takes images one after another: each once, each exam of one patient; numbers stand for who they are of. */
    private static final class Admission {
        private final CohortBuilder cohort;
        private final Map<String, Integer> patients = new HashMap<>();
        private final Map<String, Integer> exams = new HashMap<>();
        private final Map<String, String> patientOfExam = new HashMap<>();
        private final Set<String> instances = new HashSet<>();
        private final Map<String, Integer> leftOut = new TreeMap<>();

        Admission(CohortBuilder cohort) {
            this.cohort = cohort;
        }

        void admit(Look look) throws IOException {
            if (look instanceof LeftOut out) {
                leaveOut(out.reason());
            } else if (look instanceof Usable image) {
                admit(image);
            }
        }

        private void admit(Usable image) throws IOException {
            String before = patientOfExam.putIfAbsent(image.study(), image.patientId());
            if (before != null && !before.equals(image.patientId())) {
                leaveOut("its exam has images of another patient");
            } else if (!instances.add(image.instance())) {
                leaveOut("the same image (SOP Instance UID) came before");
            } else {
                String patient = "patient-" + number(patients, image.patientId());
                String exam = "exam-" + number(exams, image.study());
                CohortImage row =
                        new CohortImage(image.digest(), exam, patient, image.view(), image.scanner(), image.density());
                cohort.add(cohort.splitOf(image.patientId()), row, image.grey());
            }
        }

        private void leaveOut(String reason) {
            leftOut.merge(reason, 1, Integer::sum);
        }

        private static int number(Map<String, Integer> numbers, String of) {
            return numbers.computeIfAbsent(of, any -> numbers.size() + 1);
        }

        Intake intake(int files, int labels) {
            int unused = leftOut.values().stream().mapToInt(Integer::intValue).sum();
            return new Intake(files, files - unused, exams.size(), patients.size(), leftOut, labels - exams.size());
        }
    }
}
