package io.perennial.evaluation.gate;

import static io.perennial.evaluation.gate.Plans.CREDENTIALS;
import static io.perennial.evaluation.gate.Plans.DIGEST;
import static io.perennial.evaluation.gate.Plans.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.Digest;
import io.perennial.evaluation.comparison.Score;
import io.perennial.evaluation.reason.Reason;
import io.perennial.evaluation.reason.ReasonCode;
import io.perennial.evaluation.spending.Allowance;
import io.perennial.event.VerdictReached.Outcome;
import io.perennial.mammography.Split;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BaselineGateTest {

    private static final Digest ANY = Digest.of(new byte[] {7});

    private final BaselineGate gate = new BaselineGate(PLAN, DIGEST);

    @Test
    void admitsAFirstModelThatReadsWellEnough() {
        Judgement judgement = judge(Optional.empty(), Optional.of(score(OptionalDouble.of(0.5), 100, 0)), 0);

        assertThat(judgement.outcome()).isEqualTo(Outcome.APPROVED);
        assertThat(judgement.reasons().get(1).sentence()).contains("0.5000").contains("100 exams");
    }

    @Test
    void rejectsAFirstModelThatReadsBadly() {
        assertThat(codes(judge(Optional.empty(), Optional.of(score(OptionalDouble.of(0.499), 100, 0)), 0)))
                .containsExactly(ReasonCode.BASELINE_BELOW_PLAN);
    }

    @Test
    void admitsNoSecondBaseline() {
        assertThat(codes(judge(Optional.of(ANY), Optional.of(score(OptionalDouble.of(0.9), 100, 0)), 0)))
                .containsExactly(ReasonCode.BASELINE_EXISTS);
    }

    @Test
    void neverAdmitsOnMissingOrUndefinedFigures() {
        assertThat(codes(judge(Optional.empty(), Optional.empty(), 0))).containsExactly(ReasonCode.METRIC_MISSING);
        assertThat(codes(judge(Optional.empty(), Optional.of(score(OptionalDouble.empty(), 100, 0)), 0)))
                .containsExactly(ReasonCode.KAPPA_UNDEFINED);
        assertThat(codes(judge(Optional.empty(), Optional.of(score(OptionalDouble.of(Double.NaN), 100, 0)), 0)))
                .containsExactly(ReasonCode.BASELINE_BELOW_PLAN);
        assertThat(codes(judge(Optional.empty(), Optional.of(score(OptionalDouble.empty(), 100, 1)), 0)))
                .containsExactly(ReasonCode.UNREADABLE);
        assertThat(codes(judge(Optional.empty(), Optional.of(score(OptionalDouble.of(0.9), 99, 0)), 0)))
                .containsExactly(ReasonCode.TOO_FEW_EXAMS);
        assertThat(codes(judge(Optional.empty(), Optional.of(score(OptionalDouble.of(0.9), 100, 0)), 3)))
                .containsExactly(ReasonCode.LOOK_BUDGET_SPENT);
    }

    private Judgement judge(Optional<Digest> existing, Optional<Score> score, int looks) {
        Judgement judgement = gate.judge("o", CREDENTIALS, existing, score, new Allowance(looks, 3, 0.01));
        if (existing.isPresent() || score.isEmpty() || looks > 0) {
            assertThat(judgement.outcome()).isNotEqualTo(Outcome.APPROVED);
        }
        return judgement;
    }

    private static List<ReasonCode> codes(Judgement judgement) {
        return judgement.reasons().stream().map(Reason::code).toList();
    }

    private static Score score(OptionalDouble kappa, int exams, int unreadable) {
        return new Score(
                ANY,
                "o",
                ANY,
                Split.TEST,
                4 * exams,
                exams,
                exams,
                Map.of(),
                List.of(),
                kappa,
                kappa,
                kappa,
                unreadable);
    }
}
