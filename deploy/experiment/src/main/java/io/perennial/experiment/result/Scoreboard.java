package io.perennial.experiment.result;

import io.perennial.experiment.Arm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kappas of every arm in every repetition.
 *
 * @param arms in the order of the table
 * @param repetitions one a seed
 * @param scores by repetition, then arm
 */
public record Scoreboard(List<Arm> arms, List<Repetition> repetitions, List<Map<Arm, Score>> scores) {

    /**
     * One arm in one repetition; a kappa is absent if the training failed or it is undefined.
     *
     * @param original on O's test images
     * @param target on T's
     */
    public record Score(Optional<Kappa> original, Optional<Kappa> target) {}

    public Scoreboard {
        arms = List.copyOf(arms);
        repetitions = List.copyOf(repetitions);
        scores = scores.stream().map(Map::copyOf).toList();
    }

    /** Measures everything; takes seconds, on every processor. */
    public static Scoreboard of(List<Arm> arms, List<Repetition> repetitions) {
        List<Map<Arm, Score>> scores = repetitions.stream()
                .map(repetition -> {
                    Map<Arm, Score> measured = new HashMap<>();
                    List<Score> inOrder = arms.parallelStream()
                            .map(arm -> score(repetition, arm))
                            .toList();
                    for (int i = 0; i < arms.size(); i++) {
                        measured.put(arms.get(i), inOrder.get(i));
                    }
                    return measured;
                })
                .toList();
        return new Scoreboard(arms, repetitions, scores);
    }

    private static Score score(Repetition repetition, Arm arm) {
        return new Score(
                repetition.original(arm).flatMap(readings -> Scoring.kappa(repetition.original(), readings)),
                repetition.target(arm).flatMap(readings -> Scoring.kappa(repetition.target(), readings)));
    }

    /** The score of an arm in a repetition, counted from 0. */
    public Score score(Arm arm, int repetition) {
        return Objects.requireNonNull(scores.get(repetition).get(arm), arm.label());
    }

    /** An arm's kappa on O over the repetitions; absent if one has none. */
    public Optional<Spread> original(Arm arm) {
        return spread(scores.stream()
                .map(score -> Objects.requireNonNull(score.get(arm)).original()));
    }

    /** An arm's kappa on T over the repetitions; absent if one has none. */
    public Optional<Spread> target(Arm arm) {
        return spread(scores.stream()
                .map(score -> Objects.requireNonNull(score.get(arm)).target()));
    }

    /** The λs of the paper's arms that fine-tune, ascending. */
    public List<Double> lambdas() {
        return arms.stream()
                .flatMap(arm ->
                        arm instanceof Arm.FineTuned it && it.isOfPaper() ? Stream.of(it.lambda()) : Stream.empty())
                .distinct()
                .sorted()
                .toList();
    }

    private static Optional<Spread> spread(Stream<Optional<Kappa>> kappas) {
        List<Optional<Kappa>> all = kappas.toList();
        return all.stream().allMatch(Optional::isPresent)
                ? Optional.of(Spread.of(all.stream().map(Optional::orElseThrow).toList()))
                : Optional.empty();
    }
}
