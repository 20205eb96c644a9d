package io.perennial.experiment.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.Recipe.Statistics;
import io.perennial.artifact.Recipe.Trainable;
import io.perennial.experiment.Arm;
import io.perennial.experiment.Arm.FineTuned;
import io.perennial.experiment.result.Given;
import io.perennial.experiment.result.Given.Right;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaperFindingsTest {

    private static final int FORGETS = 0;
    private static final int RECOVERS_PART = 1;
    private static final int CONSOLIDATION = 2;
    private static final int LEARNS_MORE = 3;

    @Test
    void showsAllFourWhereTheReadingsAreLikeThePapers() {
        List<Finding> findings = PaperFindings.of(Given.board(Given::likeThePaper, 1, 2));

        assertThat(findings).hasSize(4).allMatch(Finding::shown);
        assertThat(findings).allMatch(finding -> finding.seedsShowing() == 2);
    }

    @Test
    void showsNoForgettingWhereConventionalFineTuningKeepsO() {
        List<Finding> findings = PaperFindings.of(
                Given.board(arm -> arm.equals(Arm.CONVENTIONAL) ? new Right(0.88, 0.85) : Given.likeThePaper(arm), 1));

        assertThat(findings.get(FORGETS).shown()).isFalse();
    }

    @Test
    void showsNoRecoveryWhereBothStatisticsForgetAlike() {
        List<Finding> findings = PaperFindings.of(Given.board(
                arm -> arm instanceof FineTuned it && it.lambda() == 0 && it.trainable() == Trainable.ALL
                        ? new Right(0.4, 0.85)
                        : Given.likeThePaper(arm),
                1));

        assertThat(findings.get(RECOVERS_PART).shown()).isFalse();
        assertThat(findings.get(RECOVERS_PART).clauses())
                .filteredOn(clause -> !clause.holds())
                .hasSize(1);
    }

    @Test
    void showsNoPartWhereTheStatisticsRecoverEverything() {
        List<Finding> findings = PaperFindings.of(Given.board(
                arm -> arm instanceof FineTuned it && it.statistics() == Statistics.ORIGINAL
                        ? new Right(0.9, 0.7)
                        : Given.likeThePaper(arm),
                1));

        assertThat(findings.get(RECOVERS_PART).shown()).isFalse();
    }

    @Test
    void showsNoNeedOfTheStatisticsWhereThoseOfTKeepOToo() {
        List<Finding> findings = PaperFindings.of(Given.board(
                arm -> arm instanceof FineTuned it && it.lambda() == 100
                        ? new Right(0.9, 0.5)
                        : Given.likeThePaper(arm),
                1));

        assertThat(findings.get(CONSOLIDATION).shown()).isFalse();
    }

    @Test
    void showsNoConsolidationWhereNoLambdaKeepsO() {
        List<Finding> findings = PaperFindings.of(
                Given.board(arm -> arm instanceof FineTuned ? new Right(0.5, 0.8) : Given.likeThePaper(arm), 1));

        assertThat(findings.get(CONSOLIDATION).shown()).isFalse();
        assertThat(findings.get(CONSOLIDATION)
                        .clauses()
                        .get(0)
                        .evidence()
                        .get(0)
                        .figures())
                .startsWith("at best −");
    }

    @Test
    void showsNoLeadOfAllLayersWhereBatchNormLearnsAsMuch() {
        List<Finding> findings = PaperFindings.of(Given.board(
                arm -> new Right(Given.likeThePaper(arm).original(), arm instanceof FineTuned ? 0.8 : 0.5), 1));

        assertThat(findings.get(LEARNS_MORE).shown()).isFalse();
    }

    @Test
    void asksForEverySeed() {
        var good = Given.repetition(1, Given::likeThePaper);
        var bad = Given.repetition(2, arm -> new Right(0.9, 0.5));
        var board = io.perennial.experiment.result.Scoreboard.of(Given.ARMS, List.of(good, bad));

        Finding forgets = PaperFindings.of(board).get(FORGETS);

        assertThat(forgets.shown()).isFalse();
        assertThat(forgets.seedsShowing()).isEqualTo(1);
    }

    @Test
    void takesAFailedTrainingForNoEvidence() {
        Finding forgets = PaperFindings.of(Given.boardWithout(Arm.CONVENTIONAL, "the loss became NaN"))
                .get(FORGETS);

        assertThat(forgets.shown()).isFalse();
        assertThat(forgets.clauses().get(0).evidence().get(0).figures()).startsWith("no figure");
    }
}
