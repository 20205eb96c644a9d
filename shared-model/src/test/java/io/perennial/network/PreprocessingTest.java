package io.perennial.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.mammography.PixelMatrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessingTest {

    @Test
    void dividesByTheLargestValueOfTheFormat() {
        assertThat(Preprocessing.toGrey16(uniform(12, 4095, false), 8)).containsOnly((char) 65535);
        assertThat(Preprocessing.toGrey16(uniform(14, 16383, false), 8)).containsOnly((char) 65535);
        // 1000 / 4095 · 65535 = 16003.66
        assertThat(Preprocessing.toGrey16(uniform(12, 1000, false), 8)).containsOnly((char) 16004);
    }

    @Test
    void invertsMonochrome1() {
        assertThat(Preprocessing.toGrey16(uniform(12, 0, true), 8)).containsOnly((char) 65535);
        assertThat(Preprocessing.toGrey16(uniform(12, 4095, true), 8)).containsOnly((char) 0);
    }

    /** Halving 4 to 2 with a triangle of support 2: weights (3, 3, 1) / 7 towards the nearer edge, mirrored at the other. */
    @Test
    void weighsSourcePixelsByATriangle() {
        PixelMatrix step = new PixelMatrix(1, 4, 8, false, new char[] {255, 0, 0, 0});

        char[] grey = Preprocessing.toGrey16(step, 2);

        assertThat((int) grey[0]).isEqualTo((int) Math.rint(65535 * 3.0 / 7));
        assertThat((int) grey[1]).isZero();
    }

    @Test
    void doesNotAliasAChequerboard() {
        char[] values = new char[64 * 64];
        for (int i = 0; i < values.length; i++) {
            values[i] = (char) ((i / 64 + i) % 2 * 255);
        }

        char[] grey = Preprocessing.toGrey16(new PixelMatrix(64, 64, 8, false, values), 8);

        for (char value : grey) {
            assertThat(value / 65535.0).isBetween(0.49, 0.51);
        }
    }

    private static PixelMatrix uniform(int bits, int value, boolean monochrome1) {
        char[] values = new char[12 * 10];
        Arrays.fill(values, (char) value);
        return new PixelMatrix(12, 10, bits, monochrome1, values);
    }

    /** Training and serving may work through an image in whichever order: not a bit may change. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7, 8, 9})
    void resizesEachRowAsIfItWereAlone(int rows) {
        int columns = 101;
        char[] values = new char[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (char) (i * 7919 % 4096);
        }
        Resampling resampling = Resampling.of(columns, 24);

        double[] together = resampling.rows(new PixelMatrix(rows, columns, 12, false, values));

        for (int y = 0; y < rows; y++) {
            char[] row = Arrays.copyOfRange(values, y * columns, (y + 1) * columns);
            assertThat(Arrays.copyOfRange(together, y * 24, (y + 1) * 24))
                    .isEqualTo(resampling.rows(new PixelMatrix(1, columns, 12, false, row)));
        }
    }
}
