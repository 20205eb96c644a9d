package io.perennial.evaluation.gate;

import static io.perennial.evaluation.gate.Plans.CREDENTIALS;
import static io.perennial.evaluation.gate.Plans.DIGEST;
import static io.perennial.evaluation.gate.Plans.PLAN;
import static io.perennial.evaluation.gate.Plans.RECIPE;
import static io.perennial.evaluation.gate.Plans.STATISTICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.Digest;
import io.perennial.artifact.Recipe;
import io.perennial.evaluation.comparison.Comparison;
import io.perennial.evaluation.comparison.Drawn;
import io.perennial.evaluation.comparison.Readings;
import io.perennial.evaluation.comparison.ReferenceStandard;
import io.perennial.evaluation.reason.Reason;
import io.perennial.evaluation.reason.ReasonCode;
import io.perennial.event.VerdictReached.Outcome;
import io.perennial.mammography.Density;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PromotionGateTest {

    private static final ReferenceStandard ORIGINAL = Drawn.standard(800, 4);
    private static final ReferenceStandard TARGET = Drawn.standard(120, 4);

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
                Map.of(),
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
                Map.of("o", 3, "t", 1),
                1);

        Judgement judgement = gate.judge(card);

        assertThat(judgement.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(judgement.reasons()).extracting(Reason::code).containsExactly(ReasonCode.LOOK_BUDGET_SPENT);
    }

    /** Every combination with at least one bad input. */
    @Test
    void approvesNoCombinationWithAMissingUndefinedOrContradictoryInput() {
        List<Optional<Comparison>> originals = new ArrayList<>(List.of(Optional.of(remembers())));
        originals.addAll(bad("o", ORIGINAL));
        List<Optional<Comparison>> targets = new ArrayList<>(List.of(Optional.of(learns())));
        targets.addAll(bad("t", TARGET));
        targets.add(Optional.of(Drawn.comparison("elsewhere", TARGET, 0.05, 0, random)));
        List<Optional<Digest>> statistics = List.of(Optional.of(STATISTICS), Optional.empty());
        int good = 0;

        for (int o = 0; o < originals.size(); o++) {
            for (int t = 0; t < targets.size(); t++) {
                for (Optional<Digest> baseline : statistics) {
                    Outcome outcome = gate.judge(new Scorecard(
                                    "t",
                                    CREDENTIALS,
                                    originals.get(o),
                                    targets.get(t),
                                    List.of(),
                                    List.of(),
                                    baseline,
                                    Map.of(),
                                    1))
                            .outcome();
                    if (o == 0 && t == 0 && baseline.isPresent()) {
                        good += outcome == Outcome.APPROVED ? 1 : 0;
                    } else {
                        assertThat(outcome)
                                .as("original %d, target %d, %s", o, t, baseline)
                                .isNotEqualTo(Outcome.APPROVED);
                    }
                }
            }
        }

        assertThat(good).isOne();
    }

    @Test
    void holdsNothingByItself() {
        assertThat(new Judgement(List.of()).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    private static List<Optional<Comparison>> bad(String domain, ReferenceStandard standard) {
        int n = standard.images();
        List<Density> right = new ArrayList<>();
        for (int image = 0; image < n; image++) {
            right.add(standard.truth(image));
        }
        Readings good = Drawn.readings(right);
        ReferenceStandard none = ReferenceStandard.of(List.of());
        ReferenceStandard oneCategory = ReferenceStandard.of(java.util.stream.IntStream.range(0, n)
                .mapToObj(i -> Drawn.row(i, Density.B))
                .toList());
        ReferenceStandard onePatient = ReferenceStandard.of(java.util.stream.IntStream.range(0, n)
                .mapToObj(i -> new io.perennial.artifact.CohortImage(
                        Digest.of(new byte[] {1}),
                        "e" + i,
                        "p",
                        io.perennial.mammography.View.LCC,
                        new io.perennial.mammography.Scanner("Maker", "Model"),
                        Density.ofRank(i % 4)))
                .toList());
        return List.of(
                Optional.empty(),
                Optional.of(new Comparison(domain, none, Drawn.readings(List.of()), Drawn.readings(List.of()))),
                Optional.of(new Comparison(domain, standard, good, Drawn.notFinite(n))),
                Optional.of(new Comparison(domain, standard, Drawn.notFinite(n), good)),
                Optional.of(new Comparison(domain, standard, good, Drawn.all(Density.A, n))),
                Optional.of(new Comparison(domain, oneCategory, Drawn.all(Density.B, n), Drawn.all(Density.B, n))),
                Optional.of(new Comparison(domain, oneCategory, Drawn.all(Density.C, n), good)),
                Optional.of(new Comparison(domain, standard, good, Drawn.all(Density.A, n - 1))),
                Optional.of(new Comparison(domain, standard, Drawn.readings(List.of()), good)),
                Optional.of(new Comparison(domain, onePatient, Drawn.all(Density.A, n), good)),
                Optional.of(new Comparison(domain, standard, Drawn.all(Density.B, n), Drawn.all(Density.B, n))));
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
                Map.of(),
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
                Map.of(),
                1);
    }
}
