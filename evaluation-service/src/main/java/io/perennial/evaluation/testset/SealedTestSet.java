package io.perennial.evaluation.testset;

import io.perennial.artifact.Cohort;
import io.perennial.artifact.CohortImage;
import io.perennial.artifact.Digest;
import io.perennial.evaluation.ledger.LookPermit;
import io.perennial.mammography.Split;
import java.io.IOException;

/**
 * A cohort's test images before anyone may look. It tells whose they are and how many exams there are, and opens for the
 * bearer of a permit alone, which only the ledger gives, for a selected candidate.
 */
public final class SealedTestSet {

    private final Cohort cohort;

    SealedTestSet(Cohort cohort) {
        this.cohort = cohort;
    }

    public String domain() {
        return cohort.manifest().domain();
    }

    public Digest cohort() {
        return cohort.digest();
    }

    /** How many exams it holds; nothing of what they show. */
    public int exams() throws IOException {
        return (int) cohort.images(Split.TEST).rows().stream()
                .map(CohortImage::exam)
                .distinct()
                .count();
    }

    /** Opens the set. @throws IllegalArgumentException if the permit is for another set */
    public TestSet open(LookPermit permit) throws IOException {
        if (!permit.domain().equals(domain()) || !permit.cohort().equals(cohort())) {
            throw new IllegalArgumentException("the permit is for cohort " + permit.cohort() + " of " + permit.domain()
                    + ", not for " + cohort() + " of " + domain());
        }
        return new TestSet(domain(), cohort(), cohort.images(Split.TEST), permit.candidate());
    }
}
