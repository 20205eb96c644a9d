package io.perennial.experiment.figure;

import java.util.ArrayList;
import java.util.List;
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

    double y(double kappa) {
        return bottom + (top - bottom) * (kappa / STEP - lowest) / (highest - lowest);
    }

    /** The tenths that lie on it. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (int tenth = lowest; tenth <= highest; tenth++) {
            ticks.add(tenth / 10.0);
        }
        return ticks;
    }
}
