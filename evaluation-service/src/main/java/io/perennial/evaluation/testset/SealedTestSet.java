package io.perennial.evaluation.testset;

import io.perennial.artifact.Cohort;
import io.perennial.artifact.Digest;
import io.perennial.evaluation.selection.Selected;
import io.perennial.mammography.Split;
import java.io.IOException;

/** A cohort's test images before anyone may look: it tells whose they are, and opens for a selected candidate alone. */
public final class SealedTestSet {

    private final Cohort cohort;

    public SealedTestSet(Cohort cohort) {
        this.cohort = cohort;
    }

    public String domain() {
        return cohort.manifest().domain();
    }

    public Digest cohort() {
        return cohort.digest();
    }

    /** Opens the set. The caller has written this look into the ledger before. */
    public TestSet open(Selected candidate) throws IOException {
        return new TestSet(domain(), cohort.digest(), cohort.images(Split.TEST), candidate.model());
    }
}
