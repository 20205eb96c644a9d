package io.perennial.training.run;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Estimates how long the rest takes, from how long the work so far took; recent work counts more, the half of it for each
 * half-life that has passed since. Not safe for several threads.
 */
final class Pace {

    private static final double NANOS = 1e9;

    private final double total;
    private final double halfLife; // seconds
    private double done;
    private double workedUnits;
    private double workedSeconds;
    private long last; // nanoseconds

    /**
     * @param total units of work in all
     * @param now an instant of {@code System.nanoTime()}
     */
    Pace(double total, Duration halfLife, long now) {
        this.total = total;
        this.halfLife = halfLife.toNanos() / NANOS;
        this.last = now;
    }

    /** So many units are done in all, by work that took from the last call until now. */
    void workedTo(double units, long now) {
        double seconds = (now - last) / NANOS;
        double kept = Math.pow(0.5, seconds / halfLife);
        workedUnits = workedUnits * kept + Math.max(units - done, 0);
        workedSeconds = workedSeconds * kept + seconds;
        skipTo(units, now);
    }

    /** So many units are done in all, but not by work: they were done earlier, or turned out to be needless. */
    void skipTo(double units, long now) {
        done = Math.max(done, units);
        last = now;
    }

    /** The share done, 0 to 1. */
    double share() {
        return total > 0 ? Math.min(done / total, 1) : 1;
    }

    /** Empty as long as no work was seen. */
    OptionalDouble secondsLeft() {
        return workedUnits > 0
                ? OptionalDouble.of(Math.max(total - done, 0) * workedSeconds / workedUnits)
                : OptionalDouble.empty();
    }
}
