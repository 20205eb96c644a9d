package io.perennial.experiment.figure;

import java.util.Locale;
import java.util.stream.DoubleStream;

/** Places kappas from bottom to top, from one tenth to another. */
final class KappaScale {

    private static final double STEP = 0.1;

    private final double bottom;
    private final double top;
    private final int lowest; // in tenths
    private final int highest;

    /** @param kappas that have to fit */
    KappaScale(DoubleStream kappas, double bottom, double top) {
        var range = kappas.summaryStatistics();
        boolean any = range.getCount() > 0;
        this.bottom = bottom;
        this.top = top;
        this.lowest = any ? (int) Math.floor(range.getMin() / STEP) : 0;
        this.highest = Math.max(lowest + 1, any ? (int) Math.ceil(range.getMax() / STEP) : 1);
    }

    /** The height of a kappa. */
    double y(double kappa) {
        return bottom + (top - bottom) * (kappa / STEP - lowest) / (highest - lowest);
    }

    /** Draws the tenths that lie on it: lines across, numbers at the left. */
    void draw(Svg svg, double left, double right) {
        for (int tenth = lowest; tenth <= highest; tenth++) {
            double y = y(tenth / 10.0);
            svg.line(left, y, right, y, "stroke=\"" + Palette.GRID + "\"");
            svg.text(
                    left - 8,
                    y + 4,
                    String.format(Locale.ROOT, "%.1f", tenth / 10.0).replace('-', '−'),
                    "text-anchor=\"end\"");
        }
    }
}
