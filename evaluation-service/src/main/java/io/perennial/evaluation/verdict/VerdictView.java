package io.perennial.evaluation.verdict;

import io.perennial.artifact.ChangeControlPlan;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Recipe;
import io.perennial.evaluation.comparison.Score;
import io.perennial.evaluation.gate.Clause;
import io.perennial.evaluation.gate.ClauseResult;
import io.perennial.evaluation.reason.Reason;
import io.perennial.evaluation.reason.ReasonCode;
import io.perennial.event.VerdictReached.Outcome;
import io.perennial.mammography.DomainRole;
import io.perennial.mammography.Split;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A verdict with what led to it, as people and the command line read it. Kappas without further name are on test images, O
 * being the original domain, T the one the expansion is for; what was not measured is null.
 *
 * @param reasons one sentence each
 * @param reasonCodes one per reason
 * @param model the judged model
 * @param baseline what retention is measured against; of the baseline's own verdict, the judged model
 * @param evidence digest of everything behind the verdict, in the artifact store
 * @param moreExams about how many more test exams would decide, where that can be said
 */
record VerdictView(
        String id,
        Outcome outcome,
        String expansion,
        String lineage,
        String domain,
        DomainRole role,
        List<String> reasons,
        List<ReasonCode> reasonCodes,
        Optional<Digest> model,
        Digest plan,
        Optional<Reader> baseline,
        Optional<Reader> serving,
        Optional<Judged> candidate,
        Optional<Reader> control,
        List<PathPoint> candidates,
        List<Refused> refused,
        Optional<Interval> retention,
        Optional<Interval> gain,
        List<ClauseView> clauses,
        OptionalLong moreExams,
        LastWord approval,
        Digest evidence,
        Instant reachedAt) {

    /** A model for comparison. */
    record Reader(
            Digest digest,
            OptionalDouble kappaO,
            OptionalDouble kappaT,
            OptionalDouble kappaOValidation,
            OptionalDouble kappaTValidation) {}

    /** The model that was judged. */
    record Judged(Digest digest, Recipe recipe, OptionalDouble kappaO, OptionalDouble kappaT) {}

    /** A place on a weight path. */
    record PathPoint(
            Digest digest,
            Recipe recipe,
            OptionalDouble kappaOValidation,
            OptionalDouble kappaTValidation,
            OptionalDouble retentionLowerBoundValidation,
            boolean selected) {}

    /** A model that was no candidate. */
    record Refused(Digest digest, ReasonCode code, String reason) {}

    /** A difference of kappas with its one-sided bounds; the bound that is asked for is −margin, or the minimum gain. */
    record Interval(
            String domain,
            double estimate,
            OptionalDouble lower,
            OptionalDouble upper,
            double margin,
            double confidence) {}

    /** What the gate said of one clause. */
    record ClauseView(Clause clause, String domain, String result, ReasonCode code, String reason) {}

    static VerdictView of(Verdict verdict, Evidence evidence, ChangeControlPlan plan) {
        boolean first = evidence.role() == DomainRole.ORIGINAL;
        return new VerdictView(
                verdict.id(),
                verdict.outcome(),
                verdict.expansion(),
                verdict.lineage(),
                verdict.domain(),
                verdict.role(),
                evidence.reasons().stream().map(Reason::sentence).toList(),
                evidence.reasons().stream().map(Reason::code).toList(),
                verdict.model(),
                verdict.plan(),
                evidence.baseline().map(model -> reader(model, evidence)),
                evidence.serving().map(model -> reader(model, evidence)),
                first ? Optional.empty() : judged(evidence),
                evidence.control().map(model -> reader(model, evidence)),
                evidence.candidates().stream()
                        .map(point -> point(point, evidence))
                        .toList(),
                evidence.refused().stream()
                        .map(refusal -> new Refused(
                                refusal.model(),
                                refusal.reason().code(),
                                refusal.reason().sentence()))
                        .toList(),
                interval(evidence, Clause.RETENTION, plan.protocol().retention().margin()),
                interval(evidence, Clause.GAIN, plan.protocol().minimumGain()),
                evidence.clauses().stream().map(VerdictView::clause).toList(),
                moreExams(evidence),
                LastWord.on(verdict),
                verdict.evidence(),
                verdict.reachedAt());
    }

    private static Reader reader(Digest model, Evidence evidence) {
        return new Reader(
                model,
                kappa(evidence, model, true, Split.TEST),
                kappa(evidence, model, false, Split.TEST),
                kappa(evidence, model, true, Split.VALIDATION),
                kappa(evidence, model, false, Split.VALIDATION));
    }

    private static Optional<Judged> judged(Evidence evidence) {
        return evidence.judged()
                .flatMap(model -> evidence.recipe()
                        .map(recipe -> new Judged(
                                model,
                                recipe,
                                kappa(evidence, model, true, Split.TEST),
                                kappa(evidence, model, false, Split.TEST))));
    }

    private static PathPoint point(Evidence.Candidate point, Evidence evidence) {
        return new PathPoint(
                point.model(),
                point.recipe(),
                kappa(evidence, point.model(), true, Split.VALIDATION),
                point.targetKappa(),
                point.retention().stream()
                        .findFirst()
                        .flatMap(Evidence.Retention::difference)
                        .map(difference -> difference.lower())
                        .orElse(OptionalDouble.empty()),
                point.selected());
    }

    /** On the original domain, or on the one the expansion is for. */
    private static OptionalDouble kappa(Evidence evidence, Digest model, boolean original, Split split) {
        return evidence.scores().stream()
                .filter(score -> score.model().equals(model) && score.split() == split)
                .filter(score -> original
                        ? evidence.originalDomain().equals(Optional.of(score.domain()))
                        : evidence.role() == DomainRole.TARGET && score.domain().equals(evidence.domain()))
                .map(Score::kappa)
                .findFirst()
                .orElse(OptionalDouble.empty());
    }

    private static Optional<Interval> interval(Evidence evidence, Clause clause, double margin) {
        return evidence.clause(clause)
                .flatMap(result -> result.difference()
                        .map(difference -> new Interval(
                                result.domain(),
                                difference.estimate(),
                                difference.lower(),
                                difference.upper(),
                                margin,
                                difference.confidence())));
    }

    private static ClauseView clause(ClauseResult result) {
        String ruling = result instanceof ClauseResult.Holds
                ? "HOLDS"
                : result instanceof ClauseResult.Fails ? "FAILS" : "UNDECIDED";
        return new ClauseView(
                result.clause(),
                result.domain(),
                ruling,
                result.reason().code(),
                result.reason().sentence());
    }

    private static OptionalLong moreExams(Evidence evidence) {
        return evidence.clauses().stream()
                .filter(ClauseResult.Undecided.class::isInstance)
                .map(result -> ((ClauseResult.Undecided) result).moreExams())
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .max();
    }
}
