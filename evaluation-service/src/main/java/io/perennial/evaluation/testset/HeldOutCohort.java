package io.perennial.evaluation.testset;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Cohort;
import io.perennial.artifact.CohortManifest;
import io.perennial.artifact.Digest;
import io.perennial.evaluation.comparison.ValidationSet;
import java.io.IOException;

/** A cohort as a judgement may see it: validation images freely, test images sealed, training images not at all. */
public final class HeldOutCohort {

    private final Cohort cohort;

    private HeldOutCohort(Cohort cohort) {
        this.cohort = cohort;
    }

    /** Reads the manifest alone. */
    public static HeldOutCohort open(ArtifactStore artifacts, Digest cohort) throws IOException {
        return new HeldOutCohort(Cohort.open(artifacts, cohort));
    }

    public CohortManifest manifest() {
        return cohort.manifest();
    }

    public ValidationSet validation() throws IOException {
        return ValidationSet.of(cohort);
    }

    public SealedTestSet sealed() {
        return new SealedTestSet(cohort);
    }
}
