package io.perennial.experiment.domain;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Cohort;
import io.perennial.artifact.SplitRatio;
import io.perennial.experiment.ExperimentException;
import io.perennial.experiment.ExperimentListener;
import io.perennial.ingest.domain.Ratio;
import io.perennial.mammography.DomainRole;
import io.perennial.training.continual.CancelledException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Two folders of DICOM with a file of labels each. A seed changes the training, not the images. Patients are split by their
 * Patient ID, hashed; identifiers are held in memory while a folder is read, and written nowhere.
 *
 * @param split of both domains' patients
 * @param threads that decode and preprocess images
 */
public record DicomFolders(
        Path original, Path originalLabels, Path target, Path targetLabels, SplitRatio split, int threads)
        implements Domains {

    @Override
    public String description() {
        return "Two folders of DICOM, labelled by their readers.";
    }

    @Override
    public String splits() {
        return "Patients go to training, validation and test " + Ratio.write(split) + " by a hash of their Patient ID"
                + " (the paper: 7:2:1).";
    }

    @Override
    public boolean varyWithSeed() {
        return false;
    }

    @Override
    public DomainPair prepare(long seed, ArtifactStore store, int imageSize, ExperimentListener listener)
            throws ExperimentException, CancelledException, IOException, InterruptedException {
        DicomFolder originalFolder = DicomFolder.open(original, originalLabels); // both, before the long work
        DicomFolder targetFolder = DicomFolder.open(target, targetLabels);
        Cohort o = read(originalFolder, "original", DomainRole.ORIGINAL, store, imageSize, listener);
        Cohort t = read(targetFolder, "target", DomainRole.TARGET, store, imageSize, listener);
        return DomainPair.of(store, o, t);
    }

    private Cohort read(
            DicomFolder folder,
            String domain,
            DomainRole role,
            ArtifactStore store,
            int imageSize,
            ExperimentListener listener)
            throws CancelledException, ExperimentException, IOException, InterruptedException {
        CohortBuilder cohort = new CohortBuilder(store, domain, role, split, imageSize);
        Intake intake;
        try (OrderedWork work = new OrderedWork(threads, "reading " + domain + " images", folder.files(), listener)) {
            intake = folder.readInto(cohort, work);
        }
        intake.lines(domain).forEach(listener::onDone);
        if (intake.images() == 0) {
            throw new ExperimentException("the folder of the " + domain + " domain has no image that can be used: the"
                    + " reasons stand above");
        }
        return cohort.build();
    }
}
