package io.perennial.experiment.domain;

import io.perennial.artifact.ArtifactStore;
import io.perennial.experiment.ExperimentException;
import io.perennial.experiment.ExperimentListener;
import io.perennial.training.continual.CancelledException;
import java.io.IOException;

/** Where an original and a target domain come from. */
public interface Domains {

    /** One sentence for the page: what the images are. */
    String description();

    /** One sentence for the page: how the patients are split. */
    String splits();

    /** Whether another seed means other images; where not, it means another training on the same. */
    boolean varyWithSeed();

    /**
     * Preprocesses and splits the images of both domains; the same seed gives the same cohorts.
     *
     * @param store receives the images
     * @param imageSize edge of the preprocessed images, in pixels
     * @throws ExperimentException if there are too few usable images
     * @throws CancelledException if the listener said so
     */
    DomainPair prepare(long seed, ArtifactStore store, int imageSize, ExperimentListener listener)
            throws ExperimentException, CancelledException, IOException, InterruptedException;
}
