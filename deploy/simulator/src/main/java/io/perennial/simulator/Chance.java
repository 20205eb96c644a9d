package io.perennial.simulator;

import java.util.SplittableRandom;

/**
 * A stream of random draws that belongs to one purpose. Two streams of different purpose or index are independent, so
 * nothing depends on who draws first. Uses only arithmetic that gives the same bits on every machine.
 */
final class Chance {

    // 2^64 divided by the golden ratio, as in SplittableRandom
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double TO_UNIT = 1.0 / (1L << 53);
    // mean and standard deviation of the sum of four uniform 16-bit integers
    private static final float MEAN_OF_FOUR = 131070f;
    private static final float DEVIATION_OF_FOUR = 37837.2f;

    private final SplittableRandom random;

    private Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static Chance of(long seed, String purpose, long... indices) {
        return new Chance(seed(seed, purpose, indices));
    }

    /** A seed of its own for a purpose and what it is numbered by. */
    static long seed(long seed, String purpose, long... indices) {
        long hash = mix(seed + GOLDEN);
        for (int i = 0; i < purpose.length(); i++) {
            hash = mix(hash ^ (purpose.charAt(i) * GOLDEN));
        }
        for (long index : indices) {
            hash = mix(hash + (index + 1) * GOLDEN);
        }
        return hash;
    }

    double unit() {
        return (random.nextLong() >>> 11) * TO_UNIT;
    }

    double between(double from, double to) {
        return from + (to - from) * unit();
    }

    double about(double centre, double spread) {
        return between(centre - spread, centre + spread);
    }

    long bits() {
        return random.nextLong();
    }

    /** 0 to {@code bound − 1}. */
    int below(int bound) {
        return (int) (unit() * bound);
    }

    /** Standard normal, up to ±6 (the sum of twelve uniform draws). */
    double normal() {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += unit();
        }
        return sum;
    }

    /** Standard normal, up to ±3.5, at the price of one draw: for noise and texture. */
    float grain() {
        long bits = random.nextLong();
        long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
        return (sum - MEAN_OF_FOUR) / DEVIATION_OF_FOUR;
    }

    /** A draw of Beta(a, b): Jöhnk (1964), "Erzeugung von betaverteilten und gammaverteilten Zufallszahlen". */
    double beta(double a, double b) {
        while (true) {
            double x = StrictMath.pow(unit(), 1 / a);
            double sum = x + StrictMath.pow(unit(), 1 / b);
            if (sum > 0 && sum <= 1) {
                return x / sum;
            }
        }
    }

    // finaliser of MurmurHash3, variant 13 of Stafford
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
