package io.perennial.evaluation.testset;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Cohort;
import io.perennial.artifact.CohortImage;
import io.perennial.artifact.Digest;
import io.perennial.evaluation.verdict.Evidence;
import io.perennial.mammography.Split;
import java.io.IOException;
import java.util.List;

/**
 * Test images that a reached verdict opened, for whoever checks it. It is no new look: labels and scanners are told again,
 * no pixel is, and nothing is decided by them any more. What the verdict left sealed stays so.
 *
 * @param rows in the cohort's order, which the answers of the evidence follow
 */
public record OpenedImages(String domain, Digest cohort, List<CohortImage> rows) {

    public OpenedImages {
        rows = List.copyOf(rows);
    }

    /** One of the evidence's looks, opened again. @throws IllegalArgumentException if it is none of the evidence's */
    public static OpenedImages of(ArtifactStore artifacts, Evidence evidence, Evidence.Look look) throws IOException {
        if (!evidence.looks().contains(look)) {
            throw new IllegalArgumentException(
                    "verdict " + evidence.verdict() + " did not open the test images of " + look.domain());
        }
        Cohort cohort = Cohort.open(artifacts, look.cohort());
        if (!cohort.manifest().domain().equals(look.domain())) {
            throw new ArtifactCorruptException("cohort " + look.cohort() + " is not one of " + look.domain());
        }
        return new OpenedImages(look.domain(), look.cohort(), cohort.rows(Split.TEST));
    }
}
