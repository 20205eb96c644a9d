package io.perennial.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Duration HALF_LIFE = Duration.ofSeconds(10);

    private final Pace pace = new Pace(100, HALF_LIFE, 0);

    @Test
    void estimatesTheRestFromThePaceSoFar() {
        pace.workedTo(10, SECOND);
        pace.workedTo(20, 2 * SECOND);

        assertThat(pace.share()).isEqualTo(0.2);
        assertThat(pace.secondsLeft()).hasValueCloseTo(8.0, within(1e-9));
    }

    @Test
    void saysNothingBeforeWorkWasSeen() {
        assertThat(pace.secondsLeft()).isEmpty();
        assertThat(pace.share()).isZero();
    }

    @Test
    void doesNotTakeSkippedUnitsForWork() {
        pace.workedTo(10, SECOND);
        pace.skipTo(60, SECOND);

        assertThat(pace.share()).isEqualTo(0.6);
        assertThat(pace.secondsLeft()).hasValueCloseTo(4.0, within(1e-9));
    }

    @Test
    void forgetsAnOldPace() {
        pace.workedTo(50, 10 * SECOND); // 5 units a second
        for (int second = 11; second <= 60; second++) {
            pace.workedTo(50 + (second - 10) * 0.5, second * SECOND); // then one in two seconds
        }

        // 25 units at 0.5 a second would be 50 s; of the old pace 1/32 is left
        assertThat(pace.secondsLeft().orElseThrow()).isBetween(30.0, 50.0);
    }

    @Test
    void neverGoesBackNorBeyondTheEnd() {
        pace.workedTo(90, SECOND);
        pace.workedTo(80, 2 * SECOND);
        assertThat(pace.share()).isEqualTo(0.9);

        pace.workedTo(130, 3 * SECOND);
        assertThat(pace.share()).isEqualTo(1);
        assertThat(pace.secondsLeft()).hasValue(0);
    }

    @Test
    void callsAnExpansionWithoutWorkDone() {
        assertThat(new Pace(0, HALF_LIFE, 0).share()).isEqualTo(1);
    }
}
