package io.perennial.figure;

import io.perennial.mammography.Density;

/**
 * Colours that people tell apart with any colour vision; shapes, patterns or words always say the same.
 *
 * @see <a href="https://jfly.uni-koeln.de/color/">Okabe and Ito 2008, Color Universal Design</a>
 */
public final class Palette {

    // Okabe and Ito
    public static final String BLUE = "#0072b2";
    public static final String VERMILLION = "#d55e00";
    public static final String GREEN = "#009e73";
    public static final String PURPLE = "#aa4487"; // their reddish purple, darkened for thin lines on white

    public static final String GRID = "#e3e3e3";
    public static final String AXIS = "#666";
    public static final String INK = "#222";

    private Palette() {}

    /** From light to dark with the density: points of the map "viridis", the lightest darkened for white paper. */
    public static String of(Density density) {
        return switch (density) {
            case A -> "#d6a700";
            case B -> "#35b779";
            case C -> "#31688e";
            case D -> "#440154";
        };
    }
}
