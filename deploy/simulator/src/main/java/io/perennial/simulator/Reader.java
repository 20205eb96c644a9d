package io.perennial.simulator;

import io.perennial.mammography.Density;

/**
 * A radiologist, who sees the dense fraction only roughly.
 *
 * @param noise standard deviation of the estimate of the dense fraction
 */
record Reader(String name, double noise) {

    private static final double[] CUTS = {0.2, 0.4, 0.6};

    Density read(double denseFraction, Chance chance) {
        double seen = denseFraction + noise * chance.normal();
        int rank = 0;
        while (rank < CUTS.length && seen >= CUTS[rank]) {
            rank++;
        }
        return Density.ofRank(rank);
    }
}
