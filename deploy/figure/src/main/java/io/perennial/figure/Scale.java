package io.perennial.figure;

import java.util.Locale;
import java.util.stream.DoubleStream;

/** Places values along a line, from one multiple of a step to another. */
public final class Scale {

    private static final double[] STEPS = {0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1};

    private final double step;
    private final double from;
    private final double to;
    private final long lowest; // in steps
    private final long highest;

    /**
     * The smallest that holds these values; from 0 to one step where there is none.
     *
     * @param from the place of the lowest value, in pixels
     * @param to the place of the highest
     */
    public Scale(DoubleStream values, double step, double from, double to) {
        this(step, from, to, values.filter(Double::isFinite).summaryStatistics());
    }

    private Scale(double step, double from, double to, java.util.DoubleSummaryStatistics range) {
        boolean any = range.getCount() > 0;
        this.step = step;
        this.from = from;
        this.to = to;
        this.lowest = any ? (long) Math.floor(range.getMin() / step) : 0;
        this.highest = Math.max(lowest + 1, any ? (long) Math.ceil(range.getMax() / step) : 1);
    }

    /** The same with the finest usual step (1, 2 or 5 · 10ⁿ, 0.001 to 1) that takes no more than so many. */
    public static Scale withSteps(DoubleStream values, int most, double from, double to) {
        var range = values.filter(Double::isFinite).summaryStatistics();
        for (double step : STEPS) {
            Scale scale = new Scale(step, from, to, range);
            if (scale.highest - scale.lowest <= most) {
                return scale;
            }
        }
        return new Scale(STEPS[STEPS.length - 1], from, to, range);
    }

    /** The place of a value. */
    public double at(double value) {
        return from + (to - from) * (value / step - lowest) / (highest - lowest);
    }

    /** Draws the steps of an upright scale: lines across, numbers at the left. */
    public void drawUp(Svg svg, double left, double right) {
        for (long i = lowest; i <= highest; i++) {
            double y = at(i * step);
            svg.line(left, y, right, y, "stroke=\"" + Palette.GRID + "\"");
            svg.text(left - 8, y + 4, number(i), "text-anchor=\"end\"");
        }
    }

    /** Draws the steps of a lying scale: lines down, numbers below. */
    public void drawAcross(Svg svg, double top, double bottom) {
        for (long i = lowest; i <= highest; i++) {
            double x = at(i * step);
            svg.line(x, top, x, bottom, "stroke=\"" + Palette.GRID + "\"");
            svg.text(x, bottom + 16, number(i), "text-anchor=\"middle\"");
        }
    }

    private String number(long steps) {
        int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
        double value = steps == 0 ? 0 : steps * step;
        return String.format(Locale.ROOT, "%." + decimals + "f", value).replace('-', '−');
    }
}
