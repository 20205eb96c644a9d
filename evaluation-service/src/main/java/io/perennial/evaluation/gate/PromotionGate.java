package io.perennial.evaluation.gate;

import io.perennial.artifact.ChangeControlPlan;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Recipe;
import io.perennial.evaluation.comparison.Comparison;
import io.perennial.evaluation.comparison.Measurement;
import io.perennial.evaluation.reason.Reason;
import io.perennial.evaluation.reason.ReasonCode;
import io.perennial.evaluation.spending.Allowance;
import io.perennial.evaluation.statistics.KappaDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Lets a candidate through when it reads the new institution better and is shown to remember the old ones. A pure function
 * of scorecard and plan; whatever is missing, undefined or contradictory never lets anything through.
 */
public final class PromotionGate {

    private static final double BETTER_THAN_CHANCE = Double.MIN_VALUE;

    private final ChangeControlPlan plan;
    private final Digest planDigest;

    /** The gate of one plan, named by the digest of its file; a candidate made under another is refused. */
    public PromotionGate(ChangeControlPlan plan, Digest planDigest) {
        this.plan = plan;
        this.planDigest = planDigest;
    }

    /** Judges every clause, also after one failed. */
    public Judgement judge(Scorecard card) {
        List<ClauseResult> clauses = new ArrayList<>();
        clauses.add(provenance(card.domain(), card.credentials(), card.baselineStatistics()));
        clauses.addAll(looks(card.allowances()));
        clauses.add(card.original()
                .filter(comparison -> !comparison.domain().equals(card.domain()))
                .map(comparison ->
                        retained(Clause.RETENTION, comparison, plan.protocol().baselineKappa(), card))
                .orElseGet(() -> missing(Clause.RETENTION, "the original domain")));
        clauses.add(card.target()
                .filter(comparison -> comparison.domain().equals(card.domain()))
                .map(comparison ->
                        compare(Clause.GAIN, comparison, plan.protocol().minimumGain(), card))
                .orElseGet(() -> missing(Clause.GAIN, card.domain())));
        card.earlierDomains().forEach(domain -> clauses.add(earlier(domain, card)));
        return new Judgement(clauses);
    }

    private ClauseResult earlier(String domain, Scorecard card) {
        List<Comparison> ofIt = card.earlier().stream()
                .filter(comparison -> comparison.domain().equals(domain))
                .toList();
        return ofIt.size() == 1 // of two, one would be chosen
                ? retained(Clause.EARLIER_DOMAIN, ofIt.get(0), BETTER_THAN_CHANCE, card)
                : missing(Clause.EARLIER_DOMAIN, domain);
    }

    /** What the candidate's card must say before any image is spent on it. */
    public ClauseResult provenance(String domain, Credentials candidate, Optional<Digest> baselineStatistics) {
        Recipe recipe = candidate.recipe();
        if (!candidate.lineage().equals(plan.lineage())) {
            return fails(domain, ReasonCode.LINEAGE_MISMATCH, "the candidate belongs to another line of models");
        }
        if (!candidate.plan().equals(planDigest)) {
            return fails(
                    domain,
                    ReasonCode.PLAN_MISMATCH,
                    "the candidate was made under plan " + candidate.plan().abbreviated() + ", in force is "
                            + planDigest.abbreviated());
        }
        if (!plan.modifications().allow(recipe)) {
            return fails(
                    domain,
                    ReasonCode.RECIPE_OUTSIDE_PLAN,
                    "the plan does not allow the recipe: " + recipe.summary() + ", learning rate "
                            + recipe.learningRate() + ", " + recipe.epochs() + " epochs of batches of "
                            + recipe.batchSize());
        }
        if (baselineStatistics.isEmpty()) {
            return new ClauseResult.Undecided(
                    Clause.PROVENANCE,
                    domain,
                    new Reason(ReasonCode.BASELINE_MISSING, "there is no baseline to compare with"),
                    Optional.empty(),
                    OptionalLong.empty());
        }
        if (recipe.statistics() == Recipe.Statistics.ORIGINAL
                && !candidate.statistics().equals(baselineStatistics.get())) {
            return fails(
                    domain,
                    ReasonCode.STATISTICS_CHANGED,
                    "the candidate's BatchNorm statistics are "
                            + candidate.statistics().abbreviated() + ", not the original domain's "
                            + baselineStatistics.get().abbreviated());
        }
        return new ClauseResult.Holds(
                Clause.PROVENANCE,
                domain,
                new Reason(ReasonCode.SHOWN, "the plan allows the recipe: " + recipe.summary()),
                Optional.empty());
    }

    /** The clauses of domains whose budget of looks is spent; empty if none is. */
    public List<ClauseResult> looks(Map<String, Allowance> allowances) {
        return allowances.entrySet().stream()
                .filter(entry -> entry.getValue().isSpent())
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> undecided(
                        Clause.LOOKS,
                        entry.getKey(),
                        ReasonCode.LOOK_BUDGET_SPENT,
                        "the test images of " + entry.getKey() + " have decided "
                                + entry.getValue().before() + " times, the plan allows "
                                + entry.getValue().budget() + ": fresh test images or a new plan are needed"))
                .toList();
    }

    /** The clause of a test set with too few exams to decide it; empty if there are enough. */
    public Optional<ClauseResult> size(Clause clause, String domain, int exams) {
        ChangeControlPlan.MinimumExams minimum = plan.protocol().minimumExams();
        int asked = clause == Clause.RETENTION || clause == Clause.BASELINE ? minimum.original() : minimum.target();
        if (exams >= asked) {
            return Optional.empty();
        }
        return Optional.of(new ClauseResult.Undecided(
                clause,
                domain,
                new Reason(
                        ReasonCode.TOO_FEW_EXAMS, domain + " has " + exams + " test exams, the plan asks for " + asked),
                Optional.empty(),
                OptionalLong.of((long) asked - exams)));
    }

    /** With a reference whose kappa is below {@code worthRetaining} there is nothing to retain. */
    private ClauseResult retained(Clause clause, Comparison comparison, double worthRetaining, Scorecard card) {
        double threshold = -plan.protocol().retention().margin();
        ClauseResult result = compare(clause, comparison, threshold, card);
        Optional<KappaDifference> vain =
                result.difference().filter(figures -> !(figures.reference() >= worthRetaining));
        return vain.<ClauseResult>map(figures -> undecided(
                        clause,
                        comparison.domain(),
                        ReasonCode.NOTHING_TO_RETAIN,
                        String.format(
                                Locale.ROOT,
                                "the reference's kappa on %s is %.4f; below %.4f there is nothing to retain",
                                comparison.domain(),
                                figures.reference(),
                                worthRetaining)))
                .orElse(result);
    }

    private ClauseResult compare(Clause clause, Comparison comparison, double threshold, Scorecard card) {
        String domain = comparison.domain();
        Optional<ClauseResult> tooFew =
                size(clause, domain, comparison.standard().exams());
        if (tooFew.isPresent()) {
            return tooFew.get();
        }
        Allowance allowance = card.allowances().get(domain);
        if (allowance == null || allowance.isSpent()) {
            return undecided(
                    clause,
                    domain,
                    ReasonCode.LOOK_NOT_GRANTED,
                    "the ledger grants no look at the test images of " + domain);
        }
        Measurement measurement = comparison.measure(plan.protocol().resamples(), allowance.confidence(), card.seed());
        if (measurement instanceof Measurement.Measured measured) {
            return rule(clause, comparison, threshold, measured.difference());
        }
        Reason reason = ((Measurement.Unmeasurable) measurement).reason();
        return comparison.candidate().unreadable() > 0
                ? new ClauseResult.Fails(clause, domain, reason, Optional.empty())
                : undecided(clause, domain, reason.code(), reason.sentence());
    }

    private ClauseResult rule(Clause clause, Comparison comparison, double threshold, KappaDifference difference) {
        String domain = comparison.domain();
        Optional<KappaDifference> figures = Optional.of(difference);
        if (difference.isShownAbove(threshold)) {
            return new ClauseResult.Holds(
                    clause,
                    domain,
                    new Reason(ReasonCode.SHOWN, sentence(clause, domain, difference, threshold)),
                    figures);
        }
        if (difference.isShownNotAbove(threshold)) {
            String sentence = sentence(clause, domain, difference, threshold);
            return new ClauseResult.Fails(clause, domain, new Reason(ReasonCode.SHOWN_NOT_TO_HOLD, sentence), figures);
        }
        if (difference.lower().isEmpty()) {
            String sentence = "kappa on " + domain + " is undefined in " + difference.undefinedResamples() + " of "
                    + difference.resamples() + " resamples: no bound can be given";
            return new ClauseResult.Undecided(
                    clause, domain, new Reason(ReasonCode.UNBOUNDED, sentence), figures, OptionalLong.empty());
        }
        OptionalLong moreExams = moreExams(
                difference.sizeToDecide(threshold), comparison.standard().exams());
        String sentence = sentence(clause, domain, difference, threshold)
                + (moreExams.isPresent()
                        ? "; needs about " + moreExams.getAsLong() + " more test exams"
                        : "; no number of exams would decide");
        return new ClauseResult.Undecided(
                clause, domain, new Reason(ReasonCode.UNDECIDED, sentence), figures, moreExams);
    }

    private static OptionalLong moreExams(OptionalDouble times, int exams) {
        return times.isEmpty() || !(times.getAsDouble() < 1e6) // beyond a million times what there is, never
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(1, (long) Math.ceil((times.getAsDouble() - 1) * exams)));
    }

    private static String sentence(Clause clause, String domain, KappaDifference difference, double threshold) {
        return String.format(
                Locale.ROOT,
                "kappa on %s changes by %+.4f (from %.4f to %.4f; %.4g %% bounds %+.4f and %+.4f); %s asks for more than %+.4f",
                domain,
                difference.estimate(),
                difference.reference(),
                difference.candidate(),
                100 * difference.confidence(),
                difference.lower().orElse(Double.NEGATIVE_INFINITY),
                difference.upper().orElse(Double.POSITIVE_INFINITY),
                clause == Clause.GAIN ? "gain" : "retention",
                threshold);
    }

    private static ClauseResult missing(Clause clause, String domain) {
        return undecided(
                clause, domain, ReasonCode.METRIC_MISSING, "there is no comparison on test images of " + domain);
    }

    private static ClauseResult undecided(Clause clause, String domain, ReasonCode code, String sentence) {
        return new ClauseResult.Undecided(
                clause, domain, new Reason(code, sentence), Optional.empty(), OptionalLong.empty());
    }

    private static ClauseResult fails(String domain, ReasonCode code, String sentence) {
        return new ClauseResult.Fails(Clause.PROVENANCE, domain, new Reason(code, sentence), Optional.empty());
    }
}
