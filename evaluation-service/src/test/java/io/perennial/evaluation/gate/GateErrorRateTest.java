package io.perennial.evaluation.gate;

import static io.perennial.evaluation.gate.Plans.CREDENTIALS;
import static io.perennial.evaluation.gate.Plans.DIGEST;
import static io.perennial.evaluation.gate.Plans.MARGIN;
import static io.perennial.evaluation.gate.Plans.PLAN;
import static io.perennial.evaluation.gate.Plans.STATISTICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.evaluation.comparison.Comparison;
import io.perennial.evaluation.comparison.Drawn;
import io.perennial.evaluation.comparison.ReferenceStandard;
import io.perennial.event.VerdictReached.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How often the gate errs, by drawing test sets from populations whose true loss is known. */
class GateErrorRateTest {

    private static final double RATE = 0.2;
    private static final int DRAWS = 1000;

    private final SplittableRandom random = new SplittableRandom(20260101);
    private final PromotionGate gate = new PromotionGate(PLAN, DIGEST);
    private final Comparison gain = surelyLearns();

    @Test
    void approvesALossOfExactlyTheMarginAtMostFiveTimesInAHundred() {
        double further = furtherErrorsFor(MARGIN);
        ReferenceStandard standard = Drawn.standard(150, 4);

        long approved = count(Outcome.APPROVED, standard, further, DRAWS);

        // 50 expected at 5 %, standard deviation 6.9; two of them for the Monte Carlo error
        assertThat(approved).isLessThanOrEqualTo(64);
    }

    @Test
    void approvesMostCandidatesWithoutALossOnTheOriginalDomainsTestSet() {
        ReferenceStandard standard = Drawn.standard(2600, 4); // 10 400 images

        assertThat(count(Outcome.APPROVED, standard, 0.002, 20)).isGreaterThanOrEqualTo(19);
    }

    @Test
    void doesNotRejectASmallLossForLackOfExams() {
        ReferenceStandard standard = Drawn.standard(100, 2); // 200 images

        assertThat(count(Outcome.REJECTED, standard, 0.01, 100)).isLessThanOrEqualTo(2);
    }

    private long count(Outcome outcome, ReferenceStandard standard, double further, int draws) {
        long count = 0;
        for (int draw = 0; draw < draws; draw++) {
            Comparison original = Drawn.comparison("o", standard, RATE, further, random);
            Scorecard card = new Scorecard(
                    "t",
                    CREDENTIALS,
                    Optional.of(original),
                    Optional.of(gain),
                    List.of(),
                    List.of(),
                    Optional.of(STATISTICS),
                    Map.of(),
                    random.nextLong());
            count += gate.judge(card).outcome() == outcome ? 1 : 0;
        }
        return count;
    }

    private static double furtherErrorsFor(double loss) {
        double low = 0;
        double high = 0.2;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (Drawn.kappa(RATE) - Drawn.kappa(RATE + middle) < loss) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Comparison surelyLearns() {
        ReferenceStandard standard = Drawn.standard(50, 2);
        Comparison serving = Drawn.comparison("t", standard, 0.35, 0, random);
        Comparison candidate = Drawn.comparison("t", standard, 0.02, 0, random);
        return new Comparison("t", standard, serving.reference(), candidate.candidate());
    }
}
