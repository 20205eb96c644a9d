package io.perennial.evaluation.report;

import io.perennial.artifact.ChangeControlPlan;
import io.perennial.evaluation.gate.Clause;
import io.perennial.evaluation.gate.ClauseResult;
import io.perennial.evaluation.statistics.KappaDifference;
import io.perennial.evaluation.verdict.Evidence;
import io.perennial.evaluation.verdict.HumanDecision;
import io.perennial.evaluation.verdict.LastWord;
import io.perennial.event.VerdictReached.Outcome;
import io.perennial.figure.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What was decided and why, in sentences for somebody who reads mammograms, not statistics. */
final class Conclusion {

    private final Dossier dossier;
    private final Evidence evidence;
    private final ChangeControlPlan.Protocol protocol;

    Conclusion(Dossier dossier) {
        this.dossier = dossier;
        this.evidence = dossier.evidence();
        this.protocol = dossier.plan().protocol();
    }

    /** The one sentence. */
    String sentence() {
        if (dossier.isOfBaseline()) {
            return switch (evidence.outcome()) {
                case APPROVED -> "This model is the baseline: what every later model must remember.";
                case REJECTED -> "This model did not become the baseline.";
                case INCONCLUSIVE -> "It could not be decided whether this model may be the baseline.";
            };
        }
        return switch (evidence.outcome()) {
            case APPROVED ->
                "The new model may serve: it reads " + evidence.domain()
                        + " better than the model before it, and it is shown to remember what was known.";
            case REJECTED ->
                evidence.judged().isPresent()
                        ? "The new model may not serve, and more exams would not change that."
                        : "No new model may serve: none came as far as the test images.";
            case INCONCLUSIVE -> "It could not be shown that a new model may serve; the model before it stays.";
        };
    }

    /** What it rests on, a sentence each; where not all holds, what stands against it comes first. */
    List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        evidence.clauses().stream()
                .filter(result -> !(result instanceof ClauseResult.Holds))
                .forEach(result -> reasons.add(sentence(result)));
        evidence.clauses().stream()
                .filter(result -> result instanceof ClauseResult.Holds && result.clause() != Clause.PROVENANCE)
                .forEach(result -> reasons.add(sentence(result)));
        if (evidence.clauses().isEmpty()) {
            evidence.reasons().forEach(reason -> reasons.add(capital(reason.sentence()) + "."));
        }
        if (evidence.looks().isEmpty() && evidence.outcome() != Outcome.APPROVED) {
            reasons.add("The test images stayed sealed: nothing was spent.");
        }
        return reasons;
    }

    private String sentence(ClauseResult result) {
        if (result.difference().isEmpty()) {
            return capital(result.reason().sentence()) + "." + needs(result);
        }
        KappaDifference difference = result.difference().get();
        String confidence = Numbers.percent(difference.confidence(), 1);
        String change = "κ on " + result.domain() + " goes from " + Numbers.plain(difference.reference()) + " to "
                + Numbers.plain(difference.candidate());
        double asked = asked(result.clause(), protocol);
        String margin = result.clause() == Clause.GAIN
                ? asked > 0 ? "a gain of more than " + Numbers.plain(asked) : "a gain"
                : "a loss of less than " + Numbers.plain(-asked);
        String bounds = " (" + confidence + " bounds of the change: " + Numbers.signed(difference.lower()) + " and "
                + Numbers.signed(difference.upper()) + ").";
        if (result instanceof ClauseResult.Holds) {
            return change + ": " + margin + " is shown" + bounds;
        }
        if (result instanceof ClauseResult.Fails) {
            return change + ": that this is " + margin + ", as the plan asks, is excluded" + bounds;
        }
        return change + ": the exams are not enough to show " + margin + ", nor to exclude it" + bounds + needs(result);
    }

    private static String needs(ClauseResult result) {
        OptionalLong more = result instanceof ClauseResult.Undecided open ? open.moreExams() : OptionalLong.empty();
        return more.isPresent() ? " It needs about " + more.getAsLong() + " more test exams." : "";
    }

    /** The bound that a clause asks the difference to lie above. */
    static double asked(Clause clause, ChangeControlPlan.Protocol protocol) {
        return clause == Clause.GAIN
                ? protocol.minimumGain()
                : -protocol.retention().margin();
    }

    /** Who has the last word, and what was said. */
    String lastWord() {
        LastWord word = dossier.verdict().lastWord();
        if (evidence.outcome() != Outcome.APPROVED) {
            return "Nothing changes in service.";
        }
        if (word.by() == ChangeControlPlan.Approval.AUTOMATIC) {
            return "The plan brings an approved model into service by itself.";
        }
        if (word.decision().isEmpty()) {
            return "The plan leaves the last word to a person, who has not spoken yet.";
        }
        String said = word.decision().get() == HumanDecision.APPROVE ? "approved it" : "refused it";
        return capital(word.approver().orElse("a person")) + " " + said
                + word.decidedAt().map(at -> " on " + Times.words(at)).orElse("") + ": "
                + word.reason().orElse("no reason given");
    }

    private static String capital(String words) {
        return words.isEmpty()
                ? words
                : words.substring(0, words.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT)
                        + words.substring(words.offsetByCodePoints(0, 1));
    }
}
