package io.perennial.evaluation.judging;

import io.perennial.artifact.Digest;
import io.perennial.artifact.Recipe;
import io.perennial.evaluation.comparison.Score;
import io.perennial.evaluation.gate.ClauseResult;
import io.perennial.evaluation.gate.Judgement;
import io.perennial.evaluation.ledger.LookPermit;
import io.perennial.evaluation.reason.Reason;
import io.perennial.evaluation.scoring.Read;
import io.perennial.evaluation.verdict.Evidence;
import io.perennial.evaluation.verdict.VerdictId;
import io.perennial.event.ExpansionTrained;
import io.perennial.event.VerdictReached.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What a judgement has found so far; becomes its evidence at the end. For one thread. */
final class Findings {

    private final ExpansionTrained fact;
    private final Digest plan;
    private final String verdict;
    private final List<Score> scores = new ArrayList<>();
    private final List<Digest> predictions = new ArrayList<>();
    private final List<Evidence.Candidate> candidates = new ArrayList<>();
    private final List<Evidence.Refusal> refused = new ArrayList<>();
    private final List<Evidence.Look> looks = new ArrayList<>();
    private @Nullable String originalDomain;
    private @Nullable Digest baseline;
    private @Nullable Digest serving;
    private @Nullable Digest judged;
    private @Nullable Recipe recipe;

    Findings(ExpansionTrained fact, Digest plan) {
        this.fact = fact;
        this.plan = plan;
        this.verdict = VerdictId.of(fact.expansion(), plan);
    }

    ExpansionTrained fact() {
        return fact;
    }

    String verdict() {
        return verdict;
    }

    long seed() {
        return VerdictId.seed(verdict);
    }

    void measuredAgainst(String original, Digest baselineModel, Optional<Digest> servingModel) {
        originalDomain = original;
        baseline = baselineModel;
        serving = servingModel.orElse(null);
    }

    /** Takes down what was read; the same model on the same set counts once. */
    Read note(Read read) {
        boolean known = scores.stream()
                .anyMatch(score -> score.model().equals(read.score().model())
                        && score.cohort().equals(read.score().cohort())
                        && score.split() == read.score().split());
        if (!known) {
            scores.add(read.score());
            predictions.add(read.logits());
        }
        return read;
    }

    void refuse(Digest model, Reason reason) {
        refused.add(new Evidence.Refusal(model, reason));
    }

    List<Reason> refusals() {
        return refused.stream().map(Evidence.Refusal::reason).distinct().toList();
    }

    void weighed(List<Evidence.Candidate> points) {
        candidates.addAll(points);
    }

    void judging(Digest model, Recipe howMade) {
        judged = model;
        recipe = howMade;
    }

    void looked(LookPermit permit) {
        looks.add(new Evidence.Look(
                permit.domain(),
                permit.cohort(),
                permit.allowance().before(),
                OptionalDouble.of(permit.allowance().alpha())));
    }

    Evidence conclude(Judgement judgement) {
        return conclude(judgement.outcome(), judgement.reasons(), judgement.clauses());
    }

    /** An outcome the gate was not needed for; never an approval. */
    Evidence conclude(boolean hopeless, List<Reason> reasons) {
        return conclude(hopeless ? Outcome.REJECTED : Outcome.INCONCLUSIVE, reasons, List.of());
    }

    private Evidence conclude(Outcome outcome, List<Reason> reasons, List<ClauseResult> clauses) {
        return new Evidence(
                Evidence.VERSION,
                verdict,
                fact.lineage(),
                fact.expansion(),
                fact.domain(),
                fact.role(),
                outcome,
                reasons,
                plan,
                fact.cohort(),
                Optional.ofNullable(originalDomain),
                fact.base(),
                Optional.ofNullable(baseline),
                Optional.ofNullable(serving),
                fact.control(),
                Optional.ofNullable(judged),
                Optional.ofNullable(recipe),
                candidates,
                refused,
                clauses,
                scores,
                predictions,
                looks,
                seed(),
                Map.of("java", System.getProperty("java.version"), "os", System.getProperty("os.name")));
    }
}
