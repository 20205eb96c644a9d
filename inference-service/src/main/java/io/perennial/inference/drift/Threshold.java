package io.perennial.inference.drift;

/**
 * From which value on something is suspicious, and below which it no longer is. What lies between changes nothing, so that a
 * measure around one figure is not told again and again.
 */
record Threshold(double suspicious, double calm) {

    Threshold {
        if (!(calm <= suspicious)) {
            throw new IllegalArgumentException("a suspicion ends at or below where it begins, not at " + calm
                    + " where it begins at " + suspicious);
        }
    }

    boolean begins(double value) {
        return value >= suspicious;
    }

    boolean ends(double value) {
        return value < calm;
    }
}
