package io.perennial.evaluation.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.Digest;
import io.perennial.evaluation.comparison.Comparison;
import io.perennial.evaluation.comparison.Drawn;
import io.perennial.evaluation.comparison.ReferenceStandard;
import io.perennial.evaluation.comparison.ValidationDrawn;
import io.perennial.evaluation.gate.Plans;
import io.perennial.evaluation.reason.ReasonCode;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CandidateSelectionTest {

    private static final ReferenceStandard ORIGINAL = Drawn.standard(800, 4);
    private static final ReferenceStandard TARGET = Drawn.standard(100, 4);

    private final CandidateSelection selection = new CandidateSelection(Plans.PLAN.protocol(), Map.of(), 5);
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void picksTheBestOfThoseThatRemember() {
        PathPoint forgetsButLearnsMost = point(1, 0.1, 0.01);
        PathPoint remembersAndLearns = point(2, 0.002, 0.1);
        PathPoint remembersOnly = point(3, 0, 0.3);

        Selection chosen = selection.among(List.of(forgetsButLearnsMost, remembersAndLearns, remembersOnly));

        assertThat(chosen).isInstanceOfSatisfying(Selection.Found.class, found -> {
            assertThat(found.selected().model()).isEqualTo(remembersAndLearns.model());
            assertThat(found.points()).hasSize(3);
        });
    }

    @Test
    void prefersTheOneThatRemembersMoreAmongEquals() {
        PathPoint less = point(1, 0.004, 0);
        PathPoint more = point(2, 0.001, 0);

        assertThat(selection.among(List.of(less, more)))
                .isInstanceOfSatisfying(
                        Selection.Found.class,
                        found -> assertThat(found.selected().model()).isEqualTo(more.model()));
    }

    @Test
    void asksForMoreThanTheMarginByThePlansSafety() {
        PathPoint within = point(1, 0.012, 0.1);
        double lower = WeighedPoint.class
                .cast(selection.among(List.of(within)).points().get(0))
                .smallestLowerBound();

        assertThat(lower).isBetween(-Plans.MARGIN, -Plans.MARGIN + 0.005); // would pass the gate, not the selection
        assertThat(selection.among(List.of(within))).isInstanceOf(Selection.None.class);
    }

    @Test
    void givesUpWhereAllForget() {
        assertThat(selection.among(List.of(point(1, 0.1, 0), point(2, 0.2, 0))))
                .isInstanceOfSatisfying(Selection.None.class, none -> {
                    assertThat(none.hopeless()).isTrue();
                    assertThat(none.reason().code()).isEqualTo(ReasonCode.NONE_RETAINS);
                    assertThat(none.reason().sentence())
                            .contains("none of 2 candidates")
                            .contains("-0.0150");
                });
    }

    @Test
    void asksEveryDomainThatIsToBeRemembered() {
        PathPoint point = point(1, 0, 0.1);
        Comparison earlier = Drawn.comparison("first-hospital", ORIGINAL, 0.2, 0.1, random);
        PathPoint forgetsTheFirstHospital = new PathPoint(
                point.model(),
                point.recipe(),
                List.of(point.retained().get(0), ValidationDrawn.of(earlier)),
                point.target());

        assertThat(selection.among(List.of(forgetsTheFirstHospital)))
                .isInstanceOfSatisfying(
                        Selection.None.class,
                        none -> assertThat(none.reason().sentence()).contains(" on first-hospital where"));
    }

    /** The less a look may spend, the more a candidate must show, on validation images as on test images. */
    @Test
    void asksWithTheConfidenceThatTheTestImagesWillBeAskedWith() {
        PathPoint point = point(1, 0.002, 0.1);

        double usual = selection.among(List.of(point)).points().get(0).smallestLowerBound();
        double strict = new CandidateSelection(Plans.PLAN.protocol(), Map.of("o", 0.999), 5)
                .among(List.of(point))
                .points()
                .get(0)
                .smallestLowerBound();

        assertThat(strict).isLessThan(usual);
    }

    @Test
    void selectsNothingFromNothing() {
        assertThat(selection.among(List.of()))
                .isInstanceOfSatisfying(
                        Selection.None.class,
                        none -> assertThat(none.hopeless()).isFalse());
    }

    /** A candidate with this rate of further errors on O, and this rate of errors on T. */
    private PathPoint point(int name, double further, double targetRate) {
        return new PathPoint(
                Digest.of(new byte[] {(byte) name}),
                Plans.RECIPE,
                List.of(ValidationDrawn.of(Drawn.comparison("o", ORIGINAL, 0.2, further, random))),
                ValidationDrawn.of(Drawn.comparison("t", TARGET, targetRate, 0, random)));
    }
}
