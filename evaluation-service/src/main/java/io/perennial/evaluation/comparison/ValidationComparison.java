package io.perennial.evaluation.comparison;

import io.perennial.artifact.ChangeControlPlan;
import java.util.OptionalDouble;

/** A comparison on validation images and no others: only a {@link ValidationSet} makes one. All that selection is given. */
public final class ValidationComparison {

    private final Comparison comparison;

    ValidationComparison(Comparison comparison) {
        this.comparison = comparison;
    }

    public Measurement measure(ChangeControlPlan.Protocol protocol, long seed) {
        return comparison.measure(protocol, seed);
    }

    /** The candidate's kappa by itself, where defined. */
    public OptionalDouble candidateKappa() {
        return comparison.candidateKappa();
    }

    public String domain() {
        return comparison.domain();
    }
}
