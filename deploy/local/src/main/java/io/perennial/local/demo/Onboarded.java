package io.perennial.local.demo;

import java.time.Duration;
import java.util.List;

/**
 * What became of a hospital that came.
 *
 * @param time from its first image to the verdict, or to the swap
 */
record Onboarded(Arrival arrival, Verdict verdict, Duration time) {

    String name() {
        return arrival.domain().name();
    }

    /** Which model serves once these have come, in words. */
    static String serving(List<Onboarded> hospitals) {
        return hospitals.stream()
                .filter(hospital -> hospital.verdict().isApproved())
                .reduce((earlier, later) -> later)
                .map(hospital -> "the model approved with " + hospital.name())
                .orElse("the baseline");
    }
}
