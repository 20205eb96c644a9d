package io.perennial.simulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Two independent random fields whose power spectrum falls as 1/f^β, like the texture of breast tissue (Burgess 2003:
 * β 1.5 to 3.5, mean 2.8): white noise shaped in the frequency domain. One inverse Fourier transform of a complex
 * spectrum without symmetry gives both, as its real and its imaginary part.
 */
final class TissueField {

    private record Shape(int side, int betaTenths) {}

    private static final Map<Shape, float[]> AMPLITUDES = new ConcurrentHashMap<>();

    private final int side;
    private final float[] real;
    private final float[] imaginary;

    private TissueField(int side, float[] real, float[] imaginary) {
        this.side = side;
        this.real = real;
        this.imaginary = imaginary;
    }

    /**
     * Draws a pair of fields.
     *
     * @param side rows and columns, a power of two
     * @param betaTenths ten times β
     */
    static TissueField draw(Chance chance, int side, int betaTenths) {
        float[] amplitude = AMPLITUDES.computeIfAbsent(new Shape(side, betaTenths), TissueField::amplitude);
        float[] real = new float[side * side];
        float[] imaginary = new float[side * side];
        for (int i = 0; i < real.length; i++) {
            real[i] = amplitude[i] * chance.grain();
            imaginary[i] = amplitude[i] * chance.grain();
        }
        new FourierTransform(side).square(real, imaginary);
        return new TissueField(side, real, imaginary);
    }

    int side() {
        return side;
    }

    /** The first of the two, row by row. */
    float[] first() {
        return real;
    }

    float[] second() {
        return imaginary;
    }

    // power 1/f^β is amplitude f^(−β/2); the mean (f = 0) is left out
    private static float[] amplitude(Shape shape) {
        int side = shape.side();
        float[] amplitude = new float[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double fy = Math.min(y, side - y);
                double fx = Math.min(x, side - x);
                double f2 = fx * fx + fy * fy;
                amplitude[y * side + x] = f2 == 0 ? 0 : (float) StrictMath.pow(f2, -shape.betaTenths() / 40.0);
            }
        }
        return amplitude;
    }
}
