package io.perennial.evaluation.gate;

import static io.perennial.evaluation.gate.Plans.CREDENTIALS;
import static io.perennial.evaluation.gate.Plans.DIGEST;
import static io.perennial.evaluation.gate.Plans.ONLY_LOOK;
import static io.perennial.evaluation.gate.Plans.PLAN;
import static io.perennial.evaluation.gate.Plans.RECIPE;
import static io.perennial.evaluation.gate.Plans.STATISTICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.Digest;
import io.perennial.artifact.Recipe;
import io.perennial.evaluation.comparison.Comparison;
import io.perennial.evaluation.comparison.Drawn;
import io.perennial.evaluation.comparison.ReferenceStandard;
import io.perennial.evaluation.reason.Reason;
import io.perennial.evaluation.reason.ReasonCode;
import io.perennial.evaluation.spending.Allowance;
import io.perennial.event.VerdictReached.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PromotionGateTest {

    private static final ReferenceStandard ORIGINAL = Drawn.standard(800, 4);
    private static final ReferenceStandard TARGET = Drawn.standard(120, 4);

    private static final Map<String, Allowance> ALLOWANCES =
            Map.of("o", ONLY_LOOK, "t", ONLY_LOOK, "first-hospital", ONLY_LOOK);

    private final PromotionGate gate = new PromotionGate(PLAN, DIGEST);
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void approvesACandidateThatRemembersAndLearns() {
        Judgement judgement = gate.judge(card(remembers(), learns()));

        assertThat(judgement.outcome()).isEqualTo(Outcome.APPROVED);
        assertThat(judgement.reasons()).extracting(Reason::code).containsOnly(ReasonCode.SHOWN);
        assertThat(judgement.reasons())
                .allSatisfy(reason -> assertThat(reason.sentence()).matches(".*\\d.*"));
    }

    @Test
    void rejectsACandidateThatForgets() {
        Judgement judgement = gate.judge(card(original(0.2, 0.1), learns()));

        assertThat(judgement.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(judgement.reasons()).extracting(Reason::code).containsExactly(ReasonCode.SHOWN_NOT_TO_HOLD);
        assertThat(judgement.reasons().get(0).sentence()).contains("retention asks for more than -0.0200");
    }

    @Test
    void rejectsACandidateThatLearnsNothingButHarm() {
        Judgement judgement = gate.judge(card(remembers(), target(0.1, 0.2)));

        assertThat(judgement.outcome()).isEqualTo(Outcome.REJECTED);
    }

    @Test
    void saysHowManyMoreExamsWouldDecideWhereItCannot() {
        ReferenceStandard few = Drawn.standard(100, 2);
        Comparison slightLoss = Drawn.comparison("o", few, 0.2, 0.015, random);

        Judgement judgement = gate.judge(card(slightLoss, learns()));

        assertThat(judgement.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        ClauseResult.Undecided undecided = judgement.clauses().stream()
                .filter(ClauseResult.Undecided.class::isInstance)
                .map(ClauseResult.Undecided.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(undecided.moreExams()).isPresent();
        assertThat(undecided.reason().sentence())
                .contains("needs about " + undecided.moreExams().getAsLong() + " more test exams");
    }

    @Test
    void neverApprovesWithFewerExamsThanThePlanAsksFor() {
        Comparison small = Drawn.comparison("o", Drawn.standard(99, 8), 0.2, 0, random);

        Judgement judgement = gate.judge(card(small, learns()));

        assertThat(judgement.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(judgement.reasons().get(0).sentence())
                .contains("99 test exams")
                .contains("100");
    }

    @Test
    void asksForMoreTheLessALookMaySpend() {
        Comparison original = original(0.2, 0.006);
        Map<String, Allowance> last = Map.of("o", new Allowance(2, 3, 0.0005), "t", ONLY_LOOK);

        Judgement first = gate.judge(card(original, learns()));
        Judgement third = gate.judge(new Scorecard(
                "t",
                CREDENTIALS,
                Optional.of(original),
                Optional.of(learns()),
                List.of(),
                List.of(),
                Optional.of(STATISTICS),
                last,
                1));

        assertThat(lower(third)).isLessThan(lower(first));
        assertThat(third.reasons().toString()).contains("99.95 % bounds");
    }

    @Test
    void asksEveryEarlierDomainToo() {
        Comparison forgotten = Drawn.comparison("first-hospital", Drawn.standard(800, 4), 0.2, 0.1, random);
        Scorecard card = new Scorecard(
                "t",
                CREDENTIALS,
                Optional.of(remembers()),
                Optional.of(learns()),
                List.of(forgotten),
                List.of("first-hospital", "second-hospital"),
                Optional.of(STATISTICS),
                ALLOWANCES,
                1);

        Judgement judgement = gate.judge(card);

        assertThat(judgement.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(judgement.reasons())
                .extracting(Reason::code)
                .containsExactly(ReasonCode.SHOWN_NOT_TO_HOLD, ReasonCode.METRIC_MISSING);
    }

    @Test
    void refusesARecipeOutsideThePlan() {
        Recipe control = new Recipe(Recipe.Trainable.ALL, Recipe.Statistics.TARGET, 0, 1, 5e-4, 3, 16, 42);

        Judgement judgement = gate.judge(card(new Credentials("breast-density", DIGEST, control, STATISTICS)));

        assertThat(judgement.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(judgement.reasons()).extracting(Reason::code).containsExactly(ReasonCode.RECIPE_OUTSIDE_PLAN);
    }

    @Test
    void refusesACandidateOfAnotherPlanOrLineage() {
        Digest other = Digest.of(new byte[] {9});

        assertThat(gate.judge(card(new Credentials("breast-density", other, RECIPE, STATISTICS)))
                        .reasons())
                .extracting(Reason::code)
                .containsExactly(ReasonCode.PLAN_MISMATCH);
        assertThat(gate.judge(card(new Credentials("knees", DIGEST, RECIPE, STATISTICS)))
                        .reasons())
                .extracting(Reason::code)
                .containsExactly(ReasonCode.LINEAGE_MISMATCH);
    }

    @Test
    void refusesMovedBatchNormStatistics() {
        Digest moved = Digest.of(new byte[] {2});

        Judgement judgement = gate.judge(card(new Credentials("breast-density", DIGEST, RECIPE, moved)));

        assertThat(judgement.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(judgement.reasons()).extracting(Reason::code).containsExactly(ReasonCode.STATISTICS_CHANGED);
    }

    @Test
    void neverApprovesOnceTheLooksAreSpent() {
        Scorecard card = new Scorecard(
                "t",
                CREDENTIALS,
                Optional.of(remembers()),
                Optional.of(learns()),
                List.of(),
                List.of(),
                Optional.of(STATISTICS),
                Map.of("o", new Allowance(3, 3, 0), "t", ONLY_LOOK),
                1);

        Judgement judgement = gate.judge(card);

        assertThat(judgement.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(judgement.reasons())
                .extracting(Reason::code)
                .containsExactly(ReasonCode.LOOK_BUDGET_SPENT, ReasonCode.LOOK_NOT_GRANTED);
    }

    @Test
    void holdsNothingByItself() {
        assertThat(new Judgement(List.of()).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    private static double lower(Judgement judgement) {
        return judgement.clauses().stream()
                .filter(clause -> clause.clause() == Clause.RETENTION)
                .findFirst()
                .flatMap(ClauseResult::difference)
                .orElseThrow()
                .lower()
                .orElseThrow();
    }

    private Comparison remembers() {
        return original(0.2, 0);
    }

    private Comparison learns() {
        return target(0.3, 0.05);
    }

    private Comparison original(double rate, double further) {
        return Drawn.comparison("o", ORIGINAL, rate, further, random);
    }

    /** The serving model errs at one rate, the candidate at another, independently. */
    private Comparison target(double serving, double candidate) {
        Comparison one = Drawn.comparison("t", TARGET, serving, 0, random);
        Comparison other = Drawn.comparison("t", TARGET, candidate, 0, random);
        return new Comparison("t", TARGET, one.reference(), other.candidate());
    }

    private Scorecard card(Comparison original, Comparison target) {
        return new Scorecard(
                "t",
                CREDENTIALS,
                Optional.of(original),
                Optional.of(target),
                List.of(),
                List.of(),
                Optional.of(STATISTICS),
                ALLOWANCES,
                1);
    }

    private Scorecard card(Credentials credentials) {
        return new Scorecard(
                "t",
                credentials,
                Optional.of(remembers()),
                Optional.of(learns()),
                List.of(),
                List.of(),
                Optional.of(STATISTICS),
                ALLOWANCES,
                1);
    }
}
