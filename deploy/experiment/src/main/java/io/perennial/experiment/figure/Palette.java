package io.perennial.experiment.figure;

import io.perennial.mammography.Density;

/** Colours that people tell apart with any colour vision, and in grey; shapes say the same. */
final class Palette {

    // of Okabe and Ito, Color Universal Design (2008)
    static final String STATISTICS_OF_O = "#0072b2";
    static final String STATISTICS_OF_T = "#d55e00";

    static final String DOMAIN_O = "#64748b";
    static final String DOMAIN_T = "#cbd5e1";
    static final String GRID = "#e3e3e3";
    static final String AXIS = "#666";
    static final String PAPER = "#b3261e";

    private Palette() {}

    /** From light to dark with the density: points of the map "viridis", the lightest darkened for white paper. */
    static String of(Density density) {
        return switch (density) {
            case A -> "#d6a700";
            case B -> "#35b779";
            case C -> "#31688e";
            case D -> "#440154";
        };
    }
}
