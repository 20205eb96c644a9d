package io.perennial.experiment.figure;

import io.perennial.figure.Palette;

/** What the colours of the experiment's figures stand for. */
final class Colours {

    static final String STATISTICS_OF_O = Palette.BLUE;
    static final String STATISTICS_OF_T = Palette.VERMILLION;
    static final String DOMAIN_O = "#64748b";
    static final String DOMAIN_T = "#cbd5e1";
    static final String PAPER = "#b3261e";

    private Colours() {}
}
