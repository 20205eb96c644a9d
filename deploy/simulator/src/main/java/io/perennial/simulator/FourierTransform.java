package io.perennial.simulator;

/** Complex Fourier transform of a length that is a power of two (Cooley and Tukey, radix 2, in place). */
final class FourierTransform {

    private final int length;
    private final float[] cosine;
    private final float[] sine;

    FourierTransform(int length) {
        if (Integer.bitCount(length) != 1) {
            throw new IllegalArgumentException(length + " is no power of two");
        }
        this.length = length;
        this.cosine = new float[length / 2];
        this.sine = new float[length / 2];
        for (int k = 0; k < length / 2; k++) {
            cosine[k] = (float) StrictMath.cos(2 * Math.PI * k / length);
            sine[k] = (float) StrictMath.sin(2 * Math.PI * k / length);
        }
    }

    /** Transforms a square of {@code length × length}, without scaling; the result is transposed. */
    void square(float[] real, float[] imaginary) {
        rows(real, imaginary);
        transpose(real);
        transpose(imaginary);
        rows(real, imaginary);
    }

    private void rows(float[] real, float[] imaginary) {
        for (int start = 0; start < real.length; start += length) {
            row(real, imaginary, start);
        }
    }

    /** Transforms {@code length} values from {@code start} on: X_k = Σ x_n e^(2πikn/N). */
    void row(float[] real, float[] imaginary, int start) {
        reorder(real, imaginary, start);
        for (int half = 1; half < length; half *= 2) {
            int stride = length / (2 * half);
            for (int block = start; block < start + length; block += 2 * half) {
                for (int k = 0; k < half; k++) {
                    float c = cosine[k * stride];
                    float s = sine[k * stride];
                    int upper = block + k;
                    int lower = upper + half;
                    float re = real[lower] * c - imaginary[lower] * s;
                    float im = real[lower] * s + imaginary[lower] * c;
                    real[lower] = real[upper] - re;
                    imaginary[lower] = imaginary[upper] - im;
                    real[upper] += re;
                    imaginary[upper] += im;
                }
            }
        }
    }

    private void reorder(float[] real, float[] imaginary, int start) {
        int shift = Integer.SIZE - Integer.numberOfTrailingZeros(length);
        for (int i = 1; i < length - 1; i++) {
            int j = Integer.reverse(i) >>> shift;
            if (i < j) {
                swap(real, start + i, start + j);
                swap(imaginary, start + i, start + j);
            }
        }
    }

    private void transpose(float[] square) {
        for (int y = 0; y < length; y++) {
            for (int x = y + 1; x < length; x++) {
                swap(square, y * length + x, x * length + y);
            }
        }
    }

    private static void swap(float[] values, int i, int j) {
        float kept = values[i];
        values[i] = values[j];
        values[j] = kept;
    }
}
