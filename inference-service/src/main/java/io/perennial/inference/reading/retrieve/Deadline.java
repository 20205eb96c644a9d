package io.perennial.inference.reading.retrieve;

import java.time.Duration;

/**
 * When something must be done.
 *
 * @param nanos on {@link System#nanoTime}'s clock
 */
record Deadline(long nanos) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    boolean passed() {
        return nanos - System.nanoTime() <= 0;
    }

    /** At least a millisecond, so that it can be waited for. */
    Duration left() {
        return Duration.ofMillis(Math.max(1, (nanos - System.nanoTime()) / 1_000_000));
    }
}
