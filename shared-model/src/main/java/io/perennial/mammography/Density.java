package io.perennial.mammography;

import java.util.List;

/**
 * BI-RADS breast density, from almost entirely fatty (A) to extremely dense (D).
 *
 * @see <a href="https://www.acr.org/Clinical-Resources/Reporting-and-Data-Systems/Bi-Rads">ACR BI-RADS Atlas, 5th edition</a>
 */
public enum Density {
    /** Almost entirely fatty. */
    A(0),
    /** Scattered areas of fibroglandular density. */
    B(1),
    /** Heterogeneously dense. */
    C(2),
    /** Extremely dense. */
    D(3);

    /** The number of categories; kappa always counts all of them, seen or not. */
    public static final int CATEGORIES = 4;

    private static final List<Density> BY_RANK = List.of(A, B, C, D);

    private final int rank;

    Density(int rank) {
        this.rank = rank;
    }

    /** The category's place on the ordinal scale, 0 (A) to 3 (D); the index of its logit. */
    public int rank() {
        return rank;
    }

    /** The category of a rank. @throws IllegalArgumentException unless the rank is 0 to 3 */
    public static Density ofRank(int rank) {
        if (rank < 0 || rank >= CATEGORIES) {
            throw new IllegalArgumentException("no density has rank " + rank + ": ranks are 0 (A) to 3 (D)");
        }
        return BY_RANK.get(rank);
    }

    /** The number of categories between the two, 0 to 3. */
    public int distanceTo(Density other) {
        return Math.abs(rank - other.rank);
    }

    /** The denser of the two: the denser breast decides an exam's category. */
    public Density denser(Density other) {
        return rank >= other.rank ? this : other;
    }
}
