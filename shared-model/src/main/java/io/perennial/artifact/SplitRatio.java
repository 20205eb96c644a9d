package io.perennial.artifact;

import io.perennial.mammography.Split;

/**
 * How a domain's patients are shared out; the paper's is 7:2:1. Only the proportions count.
 */
public record SplitRatio(double training, double validation, double test) {

    /** 7:2:1, the paper's (Appendix A.1). */
    public static final SplitRatio PAPER = new SplitRatio(7, 2, 1);

    public SplitRatio {
        if (!(training >= 0 && validation >= 0 && test >= 0 && training + validation + test > 0)
                || Double.isInfinite(training + validation + test)) {
            throw new IllegalArgumentException("a split ratio has three finite parts of 0 or more, not all 0: "
                    + training + ":" + validation + ":" + test);
        }
    }

    /** The split of a patient who was hashed to a point of [0, 1). */
    public Split splitAt(double point) {
        double scaled = point * (training + validation + test);
        if (scaled < training) {
            return Split.TRAINING;
        }
        return scaled < training + validation ? Split.VALIDATION : Split.TEST;
    }
}
