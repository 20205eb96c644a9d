package io.perennial.evaluation.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.mammography.Density;
import org.junit.jupiter.api.Test;

class FlipsTest {

    @Test
    void countsWhatBecameWrongAndWhatBecameRight() {
        PairedCounts counts = new PairedCounts(2);
        counts.add(0, Density.B, Density.B, Density.C); // was right, is wrong
        counts.add(0, Density.B, Density.B, Density.B); // both right
        counts.add(1, Density.A, Density.D, Density.B); // both wrong
        counts.add(1, Density.D, Density.A, Density.D); // was wrong, is right
        counts.add(1, Density.C, Density.B, Density.C); // was wrong, is right

        Flips flips = Flips.of(counts);

        assertThat(flips).isEqualTo(new Flips(5, 1, 2));
        assertThat(flips.negativeRate()).isEqualTo(0.2);
        assertThat(flips.positiveRate()).isEqualTo(0.4);
    }

    @Test
    void hasNoRateWithoutImages() {
        assertThat(Flips.of(new PairedCounts(0)).negativeRate()).isNaN();
    }
}
