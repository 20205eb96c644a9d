package io.perennial.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountdownTest {

    @Test
    void countsWhatWasFoundDoneWithoutTakingItForPace() {
        Countdown countdown = new Countdown(100);

        countdown.foundDone(60);

        assertThat(countdown.share()).isEqualTo(0.6);
        assertThat(countdown.left()).isEmpty();
    }

    @Test
    void endsWithNothingLeft() {
        Countdown countdown = new Countdown(10);

        countdown.foundDone(4);
        countdown.done(6);

        assertThat(countdown.share()).isEqualTo(1);
        assertThat(countdown.left()).contains(java.time.Duration.ZERO);
    }

    @Test
    void countsWhatIsUnderWay() {
        Countdown countdown = new Countdown(8);

        countdown.done(1);

        assertThat(countdown.share(3)).isEqualTo(0.5);
        assertThat(countdown.left(3))
                .hasValueSatisfying(left -> assertThat(left).isPositive());
    }
}
