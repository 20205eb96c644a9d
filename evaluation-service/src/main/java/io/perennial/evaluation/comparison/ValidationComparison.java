package io.perennial.evaluation.comparison;

import java.util.OptionalDouble;

/** A comparison on validation images and no others: only a {@link ValidationSet} makes one. All that selection is given. */
public final class ValidationComparison {

    private final Comparison comparison;

    ValidationComparison(Comparison comparison) {
        this.comparison = comparison;
    }

    /** As {@link Comparison#measure}. */
    public Measurement measure(int resamples, double confidence, long seed) {
        return comparison.measure(resamples, confidence, seed);
    }

    /** The candidate's kappa by itself, where defined. */
    public OptionalDouble candidateKappa() {
        return comparison.candidateKappa();
    }

    public String domain() {
        return comparison.domain();
    }
}
