package io.perennial.inference.shadow;

import io.perennial.agreement.ConfusionMatrix;
import io.perennial.artifact.Digest;
import io.perennial.mammography.Density;
import java.time.Instant;

/** Counts towards a comparison of one serving model with one shadow. Safe for many threads. */
final class Tally {

    private final Digest serving;
    private final Digest shadow;
    private final Instant since;
    private final int[][] readings = new int[Density.CATEGORIES][Density.CATEGORIES];
    private long dropped;
    private long failed;

    Tally(Digest serving, Digest shadow, Instant since) {
        this.serving = serving;
        this.shadow = shadow;
        this.since = since;
    }

    Digest serving() {
        return serving;
    }

    synchronized void count(Density saidByServing, Density saidByShadow) {
        readings[saidByServing.rank()][saidByShadow.rank()]++;
    }

    synchronized void countDropped() {
        dropped++;
    }

    synchronized void countFailed() {
        failed++;
    }

    synchronized Comparison comparison() {
        return new Comparison(serving, shadow, ConfusionMatrix.of(readings), dropped, failed, since);
    }
}
