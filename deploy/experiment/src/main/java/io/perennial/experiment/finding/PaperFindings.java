package io.perennial.experiment.finding;

import io.perennial.artifact.Recipe.Statistics;
import io.perennial.artifact.Recipe.Trainable;
import io.perennial.experiment.Arm;
import io.perennial.experiment.Arm.FineTuned;
import io.perennial.experiment.Words;
import io.perennial.experiment.finding.Finding.Clause;
import io.perennial.experiment.finding.Finding.Evidence;
import io.perennial.experiment.result.Kappa;
import io.perennial.experiment.result.Numbers;
import io.perennial.experiment.result.Readings;
import io.perennial.experiment.result.Repetition;
import io.perennial.experiment.result.Scoreboard;
import io.perennial.experiment.result.Scoring;
import io.perennial.experiment.result.TestSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The paper's four findings as rules, fixed before the experiment was first run. Each compares readings of the same test
 * images by the paired bootstrap by patient, and asks for the whole 95 % interval of the difference of kappas.
 */
public final class PaperFindings {

    /** A drop of kappa that counts as forgetting. */
    public static final double FORGETS = 0.1;

    /** A loss of kappa within which a model counts as reading as before: the promotion gate's margin δ. */
    public static final double MARGIN = 0.02;

    private final Scoreboard board;

    private PaperFindings(Scoreboard board) {
        this.board = board;
    }

    /**
     * A difference of kappas.
     *
     * @param wilcoxon p of the paper's test
     */
    private record Change(Kappa kappa, OptionalDouble wilcoxon) {
        String text() {
            return Numbers.signed(kappa)
                    + (wilcoxon.isPresent() ? ", Wilcoxon " + Numbers.p(wilcoxon.getAsDouble()) : "");
        }
    }

    /** All four, in the paper's order. */
    public static List<Finding> of(Scoreboard board) {
        PaperFindings findings = new PaperFindings(board);
        return List.of(
                findings.conventionalForgets(),
                findings.statisticsRecoverPart(),
                findings.consolidationNeedsTheStatistics(),
                findings.allLearnsMore());
    }

    private Finding conventionalForgets() {
        return new Finding(
                "Conventional fine-tuning forgets",
                "O then T takes κ on O from 0.6694 to 0.1635.",
                List.of(clause(
                        "O, then T, conventional: κ on O falls by more than " + FORGETS + " from O only",
                        repetition -> original(repetition, Arm.ORIGINAL_ONLY, Arm.CONVENTIONAL),
                        change -> change.kappa().isBelow(-FORGETS))));
    }

    private Finding statisticsRecoverPart() {
        List<Clause> clauses = new ArrayList<>();
        for (Trainable trainable : List.of(Trainable.BATCH_NORM_ONLY, Trainable.ALL)) {
            FineTuned ofTarget = new FineTuned(trainable, Statistics.TARGET, 0);
            FineTuned ofOriginal = new FineTuned(trainable, Statistics.ORIGINAL, 0);
            clauses.add(clause(
                    name(trainable) + ", λ = 0: κ on O is higher with the statistics of O than with those of T",
                    repetition -> original(repetition, ofTarget, ofOriginal),
                    change -> change.kappa().isAbove(0)));
            clauses.add(clause(
                    name(trainable) + ", λ = 0, statistics of O: κ on O is still lower than that of O only",
                    repetition -> original(repetition, Arm.ORIGINAL_ONLY, ofOriginal),
                    change -> change.kappa().isBelow(0)));
        }
        return new Finding(
                "The statistics of O recover part of it",
                "Fine-tuning with the statistics of O instead of T's recovers κ on O (p < 0.01), with BatchNorm layers"
                        + " only and with all; it alleviates forgetting in part.",
                clauses);
    }

    private Finding consolidationNeedsTheStatistics() {
        List<Clause> clauses = new ArrayList<>();
        for (Trainable trainable : List.of(Trainable.BATCH_NORM_ONLY, Trainable.ALL)) {
            clauses.add(new Clause(
                    name(trainable) + ", statistics of O: at some λ > 0, κ on O falls by less than " + MARGIN
                            + " from O only (interval widened for the number of λ)",
                    evidence(repetition -> recovery(repetition, trainable))));
            clauses.add(new Clause(
                    name(trainable) + ", statistics of T: at every λ, κ on O falls by more than " + MARGIN
                            + " from O only",
                    evidence(repetition -> noRecovery(repetition, trainable))));
        }
        return new Finding(
                "Elastic weight consolidation recovers it fully with the statistics of O, and never with those of T",
                "All layers: κ on O is 0.6676 of 0.6694 at λ = 1e5 with the statistics of O, and stays low at every λ with"
                        + " those of T. BatchNorm only: 0.6734 at λ = 0.05.",
                clauses);
    }

    private Finding allLearnsMore() {
        List<Clause> clauses = Stream.of(Statistics.ORIGINAL, Statistics.TARGET)
                .map(statistics -> clause(
                        "λ = 0, statistics of " + Words.domain(statistics)
                                + ": κ on T is higher with all layers than with BatchNorm only",
                        repetition -> target(
                                repetition,
                                new FineTuned(Trainable.BATCH_NORM_ONLY, statistics, 0),
                                new FineTuned(Trainable.ALL, statistics, 0)),
                        change -> change.kappa().isAbove(0)))
                .toList();
        return new Finding(
                "All layers learn more of T than BatchNorm alone",
                "At the λ that serves both domains best, κ on T is 0.6215 with all layers and 0.5940 with BatchNorm layers"
                        + " only (p < 0.01).",
                clauses);
    }

    /** The λ under O's statistics that retains O and learns most of T; else the one that retains most. */
    private Evidence recovery(Repetition repetition, Trainable trainable) {
        record Tried(double lambda, Kappa onO, Optional<Change> onT) {}
        List<Double> lambdas =
                board.lambdas().stream().filter(lambda -> lambda > 0).toList();
        double confidence = 1 - (1 - Scoring.CONFIDENCE) / Math.max(1, lambdas.size());
        List<Tried> tried = new ArrayList<>();
        for (double lambda : lambdas) {
            FineTuned arm = new FineTuned(trainable, Statistics.ORIGINAL, lambda);
            original(repetition, Arm.ORIGINAL_ONLY, arm, confidence)
                    .ifPresent(onO ->
                            tried.add(new Tried(lambda, onO.kappa(), target(repetition, Arm.ORIGINAL_ONLY, arm))));
        }
        Optional<Tried> best = tried.stream()
                .filter(it -> it.onO().isAbove(-MARGIN))
                .max(Comparator.comparingDouble(
                        it -> it.onT().map(on -> on.kappa().value()).orElse(Double.NEGATIVE_INFINITY)));
        if (best.isEmpty()) {
            return tried.stream()
                    .max(Comparator.comparingDouble(it -> it.onO().low().orElse(Double.NEGATIVE_INFINITY)))
                    .map(it -> new Evidence(
                            repetition.seed(),
                            false,
                            "at best " + Numbers.signed(it.onO()) + ", at λ = " + Words.number(it.lambda())))
                    .orElse(new Evidence(repetition.seed(), false, Numbers.NONE));
        }
        Tried it = best.get();
        return new Evidence(
                repetition.seed(),
                true,
                Numbers.signed(it.onO()) + " at λ = " + Words.number(it.lambda()) + ", where κ on T changes by "
                        + it.onT().map(Change::text).orElse(Numbers.NONE));
    }

    /** The λ under T's statistics that comes nearest to O only. */
    private Evidence noRecovery(Repetition repetition, Trainable trainable) {
        boolean holds = true;
        double nearest = Double.NEGATIVE_INFINITY;
        String figures = Numbers.NONE;
        for (double lambda : board.lambdas()) {
            FineTuned arm = new FineTuned(trainable, Statistics.TARGET, lambda);
            Optional<Kappa> change =
                    original(repetition, Arm.ORIGINAL_ONLY, arm).map(Change::kappa);
            holds &= change.isPresent() && change.get().isBelow(-MARGIN);
            if (change.isPresent() && change.get().value() > nearest) {
                nearest = change.get().value();
                figures = "nearest " + Numbers.signed(change.get()) + ", at λ = " + Words.number(lambda);
            }
        }
        return new Evidence(repetition.seed(), holds, figures);
    }

    private Clause clause(String rule, Function<Repetition, Optional<Change>> change, Predicate<Change> holds) {
        return new Clause(
                rule,
                evidence(repetition -> change.apply(repetition)
                        .map(it -> new Evidence(repetition.seed(), holds.test(it), it.text()))
                        .orElse(new Evidence(repetition.seed(), false, Numbers.NONE))));
    }

    private List<Evidence> evidence(Function<Repetition, Evidence> ofOne) {
        return board.repetitions().parallelStream().map(ofOne).toList();
    }

    private static Optional<Change> original(Repetition repetition, Arm reference, Arm candidate) {
        return original(repetition, reference, candidate, Scoring.CONFIDENCE);
    }

    private static Optional<Change> original(Repetition repetition, Arm reference, Arm candidate, double confidence) {
        return change(
                repetition.original(), repetition.original(reference), repetition.original(candidate), confidence);
    }

    private static Optional<Change> target(Repetition repetition, Arm reference, Arm candidate) {
        return change(
                repetition.target(), repetition.target(reference), repetition.target(candidate), Scoring.CONFIDENCE);
    }

    private static Optional<Change> change(
            TestSet set, Optional<Readings> reference, Optional<Readings> candidate, double confidence) {
        return reference.flatMap(of -> candidate.flatMap(to -> Scoring.difference(set, of, to, confidence)
                .map(kappa -> new Change(kappa, Scoring.wilcoxon(set, of, to)))));
    }

    private static String name(Trainable trainable) {
        return Words.sentence(Words.of(trainable));
    }
}
