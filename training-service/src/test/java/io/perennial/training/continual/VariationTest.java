package io.perennial.training.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perennial.artifact.Augmentation;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VariationTest {

    // 3 × 3, rows from above
    private static final float[] IMAGE = {1, 2, 3, 4, 5, 6, 7, 8, 9};

    private static float[] varied(Variation variation) {
        float[] target = new float[9];
        variation.apply(IMAGE, target, 0);
        return target;
    }

    @Test
    void mirrors() {
        assertThat(varied(new Variation(3, true, 0, 0, 0, 1))).containsExactly(3, 2, 1, 6, 5, 4, 9, 8, 7);
    }

    @Test
    void shiftsAndFillsWithBlack() {
        assertThat(varied(new Variation(3, false, 1, -1, 0, 1))).containsExactly(0, 4, 5, 0, 7, 8, 0, 0, 0);
    }

    @Test
    void turnsAboutTheCentre() {
        float[] quarter = varied(new Variation(3, false, 0, 0, Math.PI / 2, 1));

        // clockwise, as the rows run downwards
        assertThat(quarter).containsExactly(new float[] {7, 4, 1, 8, 5, 2, 9, 6, 3}, within(1e-5f));
    }

    @Test
    void scalesAboutTheCentre() {
        float[] doubled = varied(new Variation(3, false, 0, 0, 0, 2));

        // the pixels half-way between the centre and its neighbours
        assertThat(doubled).containsExactly(new float[] {3, 3.5f, 4, 4.5f, 5, 5.5f, 6, 6.5f, 7}, within(1e-5f));
    }

    @Test
    void interpolationAgreesWithWholeShifts() {
        float[] interpolated = varied(new Variation(3, true, 1, 0, 0, 1 + 1e-12));

        assertThat(interpolated).containsExactly(varied(new Variation(3, true, 1, 0, 0, 1)), within(1e-5f));
    }

    @Test
    void drawsWithinItsBoundsAndFromItsSeedAlone() {
        Augmentation augmentation = new Augmentation(true, 0.125, 10, 0.2);
        SplittableRandom random = new SplittableRandom(3);
        SplittableRandom again = new SplittableRandom(3);
        for (int i = 0; i < 1000; i++) {
            Variation drawn = Variation.drawn(augmentation, 48, random);
            assertThat(drawn).isEqualTo(Variation.drawn(augmentation, 48, again));
            assertThat(Math.abs(drawn.shiftX())).isLessThanOrEqualTo(6);
            assertThat(Math.abs(drawn.rotation())).isLessThanOrEqualTo(Math.toRadians(10));
            assertThat(drawn.scale()).isBetween(0.8, 1.2);
        }
    }
}
