package io.perennial.evaluation.spending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.perennial.evaluation.spending.OnlineFallback.Spent;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnlineFallbackTest {

    private static final double ALPHA = 0.05;
    private static final Offset<Double> EXACTLY = within(1e-15);

    private final OnlineFallback three = new OnlineFallback(ALPHA, 3);

    /** By hand: γ = 2/3, 2/9, 1/9. */
    @Test
    void dividesAllOfAlphaAmongLooksThatShowNothing() {
        List<Spent> looks = new ArrayList<>();
        for (double share : List.of(2.0 / 3, 2.0 / 9, 1.0 / 9)) {
            Allowance next = three.next(looks);
            assertThat(next.alpha()).isCloseTo(share * ALPHA, EXACTLY);
            assertThat(next.isSpent()).isFalse();
            looks.add(new Spent(next.alpha(), false));
        }

        assertThat(three.next(looks)).isEqualTo(new Allowance(3, 3, 0));
        assertThat(three.next(looks).isSpent()).isTrue();
    }

    @Test
    void handsTheShareOfALookThatShowedItOn() {
        Allowance first = three.next(List.of());

        Allowance second = three.next(List.of(new Spent(first.alpha(), true)));

        assertThat(second.alpha()).isCloseTo((2.0 / 3 + 2.0 / 9) * ALPHA, EXACTLY);
        assertThat(second.confidence()).isCloseTo(1 - 8.0 / 9 * ALPHA, EXACTLY);
    }

    @Test
    void countsLooksWithoutABoundAgainstTheNumberAlone() {
        Allowance second = three.next(List.of(new Spent(0, true)));

        assertThat(second.before()).isOne();
        assertThat(second.alpha()).isCloseTo(2.0 / 3 * ALPHA, EXACTLY);
    }

    @Test
    void givesAllToAnOnlyLook() {
        assertThat(new OnlineFallback(ALPHA, 1).next(List.of()).alpha()).isCloseTo(ALPHA, EXACTLY);
    }

    /**
     * Lives of a test set of twenty looks, each of a candidate that has lost the margin with this probability. Of a candidate
     * that has, the p-value is uniform; of one that has not, small. Counted are lives in which one that has is let through.
     */
    @ParameterizedTest
    @ValueSource(doubles = {1, 0.7, 0.3, 0.05})
    void letsAForgetfulCandidateThroughInAtMostFiveLivesOfAHundred(double forgetful) {
        SplittableRandom random = new SplittableRandom(9);
        OnlineFallback fallback = new OnlineFallback(ALPHA, 20);
        int lives = 20_000;
        int failed = 0;
        for (int life = 0; life < lives; life++) {
            List<Spent> looks = new ArrayList<>();
            boolean wrong = false;
            for (int look = 0; look < 20; look++) {
                double alpha = fallback.next(looks).alpha();
                boolean forgets = random.nextDouble() < forgetful;
                boolean shown = (forgets ? random.nextDouble() : Math.pow(random.nextDouble(), 20)) < alpha;
                wrong |= forgets && shown;
                looks.add(new Spent(alpha, shown));
            }
            failed += wrong ? 1 : 0;
        }

        // standard deviation 0.0015
        assertThat((double) failed / lives).isLessThanOrEqualTo(ALPHA + 0.003);
    }

    @Test
    void refusesWhatCannotBeSpent() {
        assertThatThrownBy(() -> new OnlineFallback(0, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OnlineFallback(Double.NaN, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OnlineFallback(ALPHA, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Allowance(0, 3, Double.NaN).isSpent()).isTrue();
    }
}
