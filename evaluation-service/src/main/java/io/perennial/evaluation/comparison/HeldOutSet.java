package io.perennial.evaluation.comparison;

import io.perennial.artifact.Digest;
import io.perennial.artifact.LabelledImages;
import io.perennial.mammography.Split;

/** Images of one domain that no model learned from. Whether they may be looked at is in the type that implements this. */
public interface HeldOutSet {

    String domain();

    Digest cohort();

    Split split();

    LabelledImages images();

    ReferenceStandard standard();
}
