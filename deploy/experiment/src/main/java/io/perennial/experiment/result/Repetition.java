package io.perennial.experiment.result;

import io.perennial.experiment.Arm;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All arms with one seed.
 *
 * @param original O's test split
 * @param target T's test split
 * @param featured which of O's test images have features
 * @param outcomes of every arm
 */
public record Repetition(
        long seed, TestSet original, TestSet target, List<Integer> featured, Map<Arm, Outcome> outcomes) {

    public Repetition {
        featured = List.copyOf(featured);
        outcomes = Map.copyOf(outcomes);
    }

    public Outcome outcome(Arm arm) {
        return Objects.requireNonNull(outcomes.get(arm), arm.label());
    }

    /** The arm's readings of O's test split, if it has any. */
    public Optional<Readings> original(Arm arm) {
        return outcome(arm).readings().map(Outcome.Both::original);
    }

    /** The arm's readings of T's test split, if it has any. */
    public Optional<Readings> target(Arm arm) {
        return outcome(arm).readings().map(Outcome.Both::target);
    }
}
