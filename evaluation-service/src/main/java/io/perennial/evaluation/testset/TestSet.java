package io.perennial.evaluation.testset;

import io.perennial.artifact.Digest;
import io.perennial.artifact.LabelledImages;
import io.perennial.evaluation.comparison.Comparison;
import io.perennial.evaluation.comparison.HeldOutSet;
import io.perennial.evaluation.comparison.Readings;
import io.perennial.evaluation.comparison.ReferenceStandard;
import io.perennial.mammography.Split;

/** A cohort's test images, opened for one selected candidate. */
public final class TestSet implements HeldOutSet {

    private final String domain;
    private final Digest cohort;
    private final LabelledImages images;
    private final Digest openedFor;
    private final ReferenceStandard standard;

    TestSet(String domain, Digest cohort, LabelledImages images, Digest openedFor) {
        this.domain = domain;
        this.cohort = cohort;
        this.images = images;
        this.openedFor = openedFor;
        this.standard = ReferenceStandard.of(images.rows());
    }

    /** Compares two models' readings of these images. */
    public Comparison compare(Readings reference, Readings candidate) {
        return new Comparison(domain, standard, reference, candidate);
    }

    /** The candidate this look is for. */
    public Digest openedFor() {
        return openedFor;
    }

    @Override
    public String domain() {
        return domain;
    }

    @Override
    public Digest cohort() {
        return cohort;
    }

    @Override
    public Split split() {
        return Split.TEST;
    }

    @Override
    public LabelledImages images() {
        return images;
    }

    @Override
    public ReferenceStandard standard() {
        return standard;
    }
}
