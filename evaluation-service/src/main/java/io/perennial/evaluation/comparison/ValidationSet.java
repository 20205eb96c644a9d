package io.perennial.evaluation.comparison;

import io.perennial.artifact.Cohort;
import io.perennial.artifact.Digest;
import io.perennial.artifact.LabelledImages;
import io.perennial.mammography.Split;
import java.io.IOException;

/** A cohort's validation images: what selection may look at, as often as it likes. */
public final class ValidationSet implements HeldOutSet {

    private final String domain;
    private final Digest cohort;
    private final LabelledImages images;
    private final ReferenceStandard standard;

    private ValidationSet(String domain, Digest cohort, LabelledImages images) {
        this.domain = domain;
        this.cohort = cohort;
        this.images = images;
        this.standard = ReferenceStandard.of(images.rows());
    }

    public static ValidationSet of(Cohort cohort) throws IOException {
        return new ValidationSet(cohort.manifest().domain(), cohort.digest(), cohort.images(Split.VALIDATION));
    }

    /** Compares two models' readings of these images. */
    public ValidationComparison compare(Readings reference, Readings candidate) {
        return new ValidationComparison(new Comparison(domain, standard, reference, candidate));
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
        return Split.VALIDATION;
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
