package io.perennial.evaluation.comparison;

import io.perennial.evaluation.reason.Reason;
import io.perennial.evaluation.statistics.KappaDifference;

/** What a comparison gave. */
public sealed interface Measurement {

    /** A difference with its bounds. */
    record Measured(KappaDifference difference) implements Measurement {}

    /** No difference can be given; never a pass. */
    record Unmeasurable(Reason reason) implements Measurement {}
}
