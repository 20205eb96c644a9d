package io.perennial.experiment.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perennial.mammography.Density;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoringTest {

    // rows are labels; linear kappa from scikit-learn, statsmodels and by hand, with the standard error of Fleiss et
    // al.
    private static final int[][] COUNTS = {{44, 16, 0, 0}, {9, 148, 32, 1}, {0, 29, 113, 12}, {0, 0, 8, 26}};
    private static final double KAPPA = 0.7162395623380362;
    private static final double STANDARD_ERROR = 0.0255236803275679;

    private final List<Density> truths = new ArrayList<>();
    private final StringBuilder letters = new StringBuilder();

    ScoringTest() {
        for (Density truth : Density.values()) {
            for (Density reading : Density.values()) {
                for (int i = 0; i < COUNTS[truth.rank()][reading.rank()]; i++) {
                    truths.add(truth);
                    letters.append(reading);
                }
            }
        }
    }

    @Test
    void givesTheKnownKappaWithAnIntervalOfTheKnownWidth() {
        TestSet set = ofPatientsWithOneImage();

        Kappa kappa = Scoring.kappa(set, new Readings(letters.toString())).orElseThrow();

        assertThat(kappa.value()).isCloseTo(KAPPA, within(1e-12));
        assertThat(kappa.high().orElseThrow() - kappa.low().orElseThrow())
                .isCloseTo(2 * 1.96 * STANDARD_ERROR, within(0.01));
    }

    @Test
    void findsNoDifferenceOfAModelToItself() {
        Readings readings = new Readings(letters.toString());

        Kappa difference =
                Scoring.difference(ofPatientsWithOneImage(), readings, readings).orElseThrow();

        assertThat(difference.value()).isZero();
        assertThat(difference.isAbove(0)).isFalse();
        assertThat(difference.isBelow(0)).isFalse();
    }

    @Test
    void widensTheIntervalWithTheConfidence() {
        TestSet set = ofPatientsWithOneImage();
        Readings readings = new Readings(letters.toString());

        Kappa usual = Scoring.difference(set, set.perfect(), readings, 0.95).orElseThrow();
        Kappa wide = Scoring.difference(set, set.perfect(), readings, 0.995).orElseThrow();

        assertThat(wide.low().orElseThrow()).isLessThan(usual.low().orElseThrow());
        assertThat(wide.high().orElseThrow()).isGreaterThan(usual.high().orElseThrow());
    }

    @Test
    void hasNoKappaWhereAllIsInOneCategory() {
        TestSet set = new TestSet(List.of(Density.B, Density.B), List.of(0, 1), 2, 2);

        assertThat(Scoring.kappa(set, new Readings("BB"))).isEmpty();
    }

    private TestSet ofPatientsWithOneImage() {
        List<Integer> patients = new ArrayList<>();
        for (int i = 0; i < truths.size(); i++) {
            patients.add(i);
        }
        return new TestSet(truths, patients, truths.size(), truths.size());
    }
}
