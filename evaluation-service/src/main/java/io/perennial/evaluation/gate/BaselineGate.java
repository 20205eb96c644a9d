package io.perennial.evaluation.gate;

import io.perennial.artifact.ChangeControlPlan;
import io.perennial.artifact.Digest;
import io.perennial.evaluation.comparison.Comparison;
import io.perennial.evaluation.comparison.Score;
import io.perennial.evaluation.reason.Reason;
import io.perennial.evaluation.reason.ReasonCode;
import io.perennial.evaluation.spending.Allowance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Admits a lineage's first model under the plan's baseline clause: enough exams, and a kappa that is worth retaining. */
public final class BaselineGate {

    private final ChangeControlPlan plan;
    private final Digest planDigest;

    public BaselineGate(ChangeControlPlan plan, Digest planDigest) {
        this.plan = plan;
        this.planDigest = planDigest;
    }

    /**
     * Judges a first model.
     *
     * @param existing the lineage's baseline, if it has one already: there is only ever one
     * @param score on the original domain's test images, absent if they were not looked at
     * @param look what this look at those test images may spend; it is decided by no bound, so that it spends nothing
     */
    public Judgement judge(
            String domain, Credentials candidate, Optional<Digest> existing, Optional<Score> score, Allowance look) {
        List<ClauseResult> clauses = new ArrayList<>();
        clauses.add(provenance(domain, candidate, existing));
        clauses.addAll(looks(domain, look));
        clauses.add(score.map(this::baseline)
                .orElseGet(() ->
                        undecided(domain, ReasonCode.METRIC_MISSING, "no test image of " + domain + " was read")));
        return new Judgement(clauses);
    }

    /** What its card must say before any image is spent on it. */
    public ClauseResult provenance(String domain, Credentials candidate, Optional<Digest> existing) {
        if (existing.isPresent()) {
            return fails(
                    domain,
                    ReasonCode.BASELINE_EXISTS,
                    "the lineage has its baseline, " + existing.get().abbreviated() + ", for ever");
        }
        if (!candidate.lineage().equals(plan.lineage())) {
            return fails(domain, ReasonCode.LINEAGE_MISMATCH, "the model belongs to another line of models");
        }
        if (!candidate.plan().equals(planDigest)) {
            return fails(
                    domain,
                    ReasonCode.PLAN_MISMATCH,
                    "the model was made under plan " + candidate.plan().abbreviated() + ", in force is "
                            + planDigest.abbreviated());
        }
        return new ClauseResult.Holds(
                Clause.PROVENANCE,
                domain,
                new Reason(ReasonCode.SHOWN, "a first model of the lineage, made under the plan in force"),
                Optional.empty());
    }

    /** The clause of a spent budget of looks; empty if it is not. */
    public List<ClauseResult> looks(String domain, Allowance look) {
        return new PromotionGate(plan, planDigest).looks(Map.of(domain, look));
    }

    /** The clause of a test set with too few exams; empty if there are enough. */
    public Optional<ClauseResult> size(String domain, int exams) {
        return new PromotionGate(plan, planDigest).size(Clause.BASELINE, domain, exams);
    }

    private ClauseResult baseline(Score score) {
        String domain = score.domain();
        double asked = plan.protocol().baselineKappa();
        if (score.unreadable() > 0) {
            return new ClauseResult.Fails(
                    Clause.BASELINE,
                    domain,
                    new Reason(
                            ReasonCode.UNREADABLE,
                            "the model gave no finite answer for " + score.unreadable() + " of " + score.images()
                                    + " test images of " + domain),
                    Optional.empty());
        }
        Optional<ClauseResult> tooFew = size(domain, score.exams());
        if (tooFew.isPresent()) {
            return tooFew.get();
        }
        if (score.patients() < Comparison.MINIMUM_PATIENTS) {
            return undecided(
                    domain,
                    ReasonCode.TOO_FEW_PATIENTS,
                    domain + " has " + score.patients() + " test patients, at least " + Comparison.MINIMUM_PATIENTS
                            + " are needed");
        }
        if (score.kappa().isEmpty()) {
            return undecided(
                    domain,
                    ReasonCode.KAPPA_UNDEFINED,
                    "kappa on " + domain + " is undefined: all " + score.images() + " readings are in one category");
        }
        double kappa = score.kappa().getAsDouble();
        String figures = String.format(
                Locale.ROOT,
                "kappa on %s is %.4f (standard error %.4f, %d images of %d exams); a baseline needs %.4f",
                domain,
                kappa,
                score.standardError().orElse(Double.NaN),
                score.images(),
                score.exams(),
                asked);
        return kappa >= asked
                ? new ClauseResult.Holds(
                        Clause.BASELINE, domain, new Reason(ReasonCode.BASELINE_ADMITTED, figures), Optional.empty())
                : new ClauseResult.Fails(
                        Clause.BASELINE, domain, new Reason(ReasonCode.BASELINE_BELOW_PLAN, figures), Optional.empty());
    }

    private static ClauseResult undecided(String domain, ReasonCode code, String sentence) {
        return new ClauseResult.Undecided(
                Clause.BASELINE, domain, new Reason(code, sentence), Optional.empty(), OptionalLong.empty());
    }

    private static ClauseResult fails(String domain, ReasonCode code, String sentence) {
        return new ClauseResult.Fails(Clause.PROVENANCE, domain, new Reason(code, sentence), Optional.empty());
    }
}
