package io.perennial.experiment;

import java.time.Duration;
import java.util.Optional;

/** How much of some work is done, and when the rest will be, at the pace so far. Used by one thread. */
public final class Countdown {

    private static final double TOO_EARLY = 0.005; // of the work: the first steps are slow

    private final double whole;
    private final long begun = System.nanoTime();
    private double done;
    private double given; // without work

    /** @param whole the work, in any unit; what is found to be done already counts too */
    public Countdown(double whole) {
        this.whole = whole;
    }

    /** So much more is done. */
    public void done(double amount) {
        done += amount;
    }

    /** So much more was done before: it is part of the whole, and says nothing of the pace. */
    public void foundDone(double amount) {
        given += amount;
    }

    /** 0 to 1. */
    public double share() {
        return share(0);
    }

    /** 0 to 1, with so much more of what is under way. */
    public double share(double underWay) {
        return whole > 0 ? Math.min(1, (given + done + underWay) / whole) : 1;
    }

    public Optional<Duration> left() {
        return left(0);
    }

    /** The time that the rest takes, with so much more done of what is under way; empty while nobody can tell. */
    public Optional<Duration> left(double underWay) {
        double worked = done + underWay;
        if (worked < TOO_EARLY * (whole - given)) {
            return Optional.empty();
        }
        double nanosLeft = (System.nanoTime() - begun) / worked * Math.max(0, whole - given - worked);
        return Optional.of(Duration.ofNanos((long) nanosLeft));
    }
}
