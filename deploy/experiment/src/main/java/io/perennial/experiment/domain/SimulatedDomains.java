package io.perennial.experiment.domain;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Cohort;
import io.perennial.artifact.CohortImage;
import io.perennial.artifact.Digest;
import io.perennial.artifact.SplitRatio;
import io.perennial.experiment.ExperimentException;
import io.perennial.experiment.ExperimentListener;
import io.perennial.ingest.domain.Ratio;
import io.perennial.network.Preprocessing;
import io.perennial.simulator.Appearance;
import io.perennial.simulator.MatrixSize;
import io.perennial.simulator.SimulatedDomain;
import io.perennial.simulator.SimulatedExam;
import io.perennial.simulator.SimulatedHospital;
import io.perennial.training.continual.CancelledException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Simulated hospitals: five scanner models in O, another in T. Each seed is other hospitals with other
 * patients.
 *
 * @param originalExams exams of O, of four images each
 * @param targetExams exams of T
 * @param originalSplit of O's patients
 * @param targetSplit of T's patients
 * @param threads that make and preprocess images
 */
public record SimulatedDomains(
        int originalExams, int targetExams, SplitRatio originalSplit, SplitRatio targetSplit, int threads)
        implements Domains {

    private static final int VIEWS = 4;

    /**
     * How T's images look: softer, darker and with less contrast than O's, but not much noisier. Whose statistics normalise
     * matters most where the tone differs; the demonstration's noisier hospital shows less of it.
     */
    private static final Appearance TARGET_APPEARANCE = new Appearance(0.80, 1.25, 4.0, 1.2, 0.05);

    private static final SimulatedDomain TARGET = SimulatedDomain.newHospital("target", "Dataset T", TARGET_APPEARANCE);

    public SimulatedDomains {
        if (originalExams < 1 || targetExams < 1 || threads < 1) {
            throw new IllegalArgumentException("there is nothing to learn from " + originalExams + " and " + targetExams
                    + " exams with " + threads + " threads");
        }
    }

    @Override
    public String description() {
        return "Simulated hospitals, no real patient: " + originalExams + " exams of O from five scanner models, "
                + targetExams + " of T from another, four images each.";
    }

    @Override
    public String splits() {
        return "Patients go to training, validation and test " + Ratio.write(originalSplit) + " in O, "
                + Ratio.write(targetSplit) + " in T (the paper: 7:2:1); the test parts are large, so that intervals are"
                + " short.";
    }

    @Override
    public boolean varyWithSeed() {
        return true;
    }

    @Override
    public DomainPair prepare(long seed, ArtifactStore store, int imageSize, ExperimentListener listener)
            throws ExperimentException, CancelledException, IOException, InterruptedException {
        int all = VIEWS * (originalExams + targetExams);
        try (OrderedWork work = new OrderedWork(threads, "making images, seed " + seed, all, listener)) {
            Cohort o = domain(SimulatedDomain.original(), originalExams, originalSplit, seed, store, imageSize, work);
            Cohort t = domain(TARGET, targetExams, targetSplit, seed, store, imageSize, work);
            return DomainPair.of(store, o, t);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    private record Preprocessed(CohortImage row, String patient, char[] grey) {}

    private static Cohort domain(
            SimulatedDomain domain,
            int exams,
            SplitRatio ratio,
            long seed,
            ArtifactStore store,
            int imageSize,
            OrderedWork work)
            throws CancelledException, IOException, InterruptedException {
        CohortBuilder cohort = new CohortBuilder(store, domain.id(), domain.role(), ratio, imageSize);
        SimulatedHospital hospital = new SimulatedHospital(seed, domain, MatrixSize.SMALL);
        work.each(hospital.exams(0, exams), exam -> images(exam, imageSize), images -> {
            for (Preprocessed image : images) {
                cohort.add(cohort.splitOf(image.patient()), image.row(), image.grey());
            }
            return images.size();
        });
        return cohort.build();
    }

    private static List<Preprocessed> images(SimulatedExam exam, int imageSize) {
        String patient = exam.person().id();
        return exam.images().stream()
                .map(image -> {
                    String name = exam.studyInstanceUid() + " " + image.view();
                    CohortImage row = new CohortImage(
                            Digest.of(name.getBytes(StandardCharsets.UTF_8)),
                            exam.studyInstanceUid(),
                            patient,
                            image.view(),
                            exam.scanner().make(),
                            exam.density());
                    return new Preprocessed(row, patient, Preprocessing.toGrey16(image.pixels(), imageSize));
                })
                .toList();
    }
}
