package io.perennial.evaluation.comparison;

import io.perennial.mammography.Density;
import java.util.Optional;

/** A model's category for each image of a held-out set, in the set's order; none where the model gave no finite answer. */
public final class Readings {

    private static final byte NONE = -1;

    private final byte[] ranks;

    private Readings(byte[] ranks) {
        this.ranks = ranks;
    }

    /**
     * The most probable category of each image, the less dense on a tie.
     *
     * @param logits (N, 4), row by row
     */
    public static Readings ofLogits(float[] logits) {
        byte[] ranks = new byte[logits.length / Density.CATEGORIES];
        for (int image = 0; image < ranks.length; image++) {
            ranks[image] = rank(logits, image * Density.CATEGORIES);
        }
        return new Readings(ranks);
    }

    private static byte rank(float[] logits, int offset) {
        byte best = 0;
        for (byte k = 0; k < Density.CATEGORIES; k++) {
            if (!Float.isFinite(logits[offset + k])) {
                return NONE;
            }
            if (logits[offset + k] > logits[offset + best]) {
                best = k;
            }
        }
        return best;
    }

    public int images() {
        return ranks.length;
    }

    /** Images without a finite answer. */
    public int unreadable() {
        int unreadable = 0;
        for (byte rank : ranks) {
            unreadable += rank == NONE ? 1 : 0;
        }
        return unreadable;
    }

    public Optional<Density> reading(int image) {
        return ranks[image] == NONE ? Optional.empty() : Optional.of(Density.ofRank(ranks[image]));
    }
}
