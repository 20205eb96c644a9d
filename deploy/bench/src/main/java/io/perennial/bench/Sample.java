package io.perennial.bench;

import java.util.Arrays;

/**
 * Measured durations, in seconds.
 *
 * @param seconds at least one; copied and sorted
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Sample(double[] seconds) {

    public Sample {
        if (seconds.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        seconds = seconds.clone();
        Arrays.sort(seconds);
    }

    public int size() {
        return seconds.length;
    }

    public double median() {
        return quantile(0.5);
    }

    /**
     * Linear between the two nearest values.
     *
     * @param share 0 to 1
     */
    public double quantile(double share) {
        double place = share * (seconds.length - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        return seconds[below] + (place - below) * (seconds[above] - seconds[below]);
    }

    /** Median, and in brackets the quartiles: {@code "5.30 s (5.21 to 5.44)"}. */
    public String words() {
        double unit = median() < 1 ? 1e-3 : 1;
        return "%.3g %s (%.3g to %.3g)"
                .formatted(median() / unit, median() < 1 ? "ms" : "s", quantile(0.25) / unit, quantile(0.75) / unit);
    }
}
