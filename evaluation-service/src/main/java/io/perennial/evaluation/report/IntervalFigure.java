package io.perennial.evaluation.report;

import io.perennial.figure.Figure;
import io.perennial.figure.Marker;
import io.perennial.figure.Palette;
import io.perennial.figure.Scale;
import io.perennial.figure.Svg;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Estimates with their intervals, one below the other on one scale, grouped; the names stand above the bars, so that it can
 * be read on a telephone.
 */
final class IntervalFigure {

    private static final double WIDTH = 384;
    private static final double LEFT = 26;
    private static final double RIGHT = 358;
    private static final double TOP = 10;
    private static final double ROW = 40;
    private static final double GROUP = 24;
    private static final double AXIS = 42;
    private static final int LETTERS = 51; // of a line across the whole width
    private static final int STEPS = 6;
    private static final String HALO =
            "stroke=\"#fff\" stroke-width=\"4\" paint-order=\"stroke\" stroke-linejoin=\"round\"";

    /**
     * One bar.
     *
     * @param value the numbers, as text
     * @param estimate absent where it is undefined; then the text alone is shown
     * @param asked the bound the interval has to lie above, if there is one
     */
    record Row(
            String name,
            String value,
            OptionalDouble estimate,
            OptionalDouble low,
            OptionalDouble high,
            OptionalDouble asked,
            Look look) {}

    /** How an estimate is marked. */
    record Look(Marker marker, String colour) {}

    /** Rows with a heading. */
    record Group(String name, List<Row> rows) {
        Group {
            rows = List.copyOf(rows);
        }
    }

    private final List<Group> groups;
    private final Svg svg;
    private final Scale across;
    private final double bottom;

    private IntervalFigure(String id, String title, List<Group> groups, DoubleStream marks) {
        this.groups = groups;
        double height = TOP;
        for (Group group : groups) {
            height += GROUP + ROW * group.rows().size();
        }
        this.bottom = height;
        this.svg = new Svg(id, WIDTH, bottom + AXIS, title, description(groups));
        this.across = Scale.withSteps(DoubleStream.concat(marks, values(groups)), STEPS, LEFT, RIGHT);
    }

    /**
     * Draws them.
     *
     * @param axis what is measured
     * @param zero whether a line marks 0, where nothing differs
     */
    static Figure of(String id, String title, String axis, List<Group> groups, boolean zero) {
        IntervalFigure figure = new IntervalFigure(id, title, groups, zero ? DoubleStream.of(0) : DoubleStream.empty());
        figure.draw(axis, zero);
        return new Figure(id, title, figure.svg.toString());
    }

    private void draw(String axis, boolean zero) {
        across.drawAcross(svg, TOP, bottom);
        if (zero) {
            svg.line(across.at(0), TOP, across.at(0), bottom, "stroke=\"" + Palette.AXIS + "\"");
        }
        svg.text((LEFT + RIGHT) / 2, bottom + 34, axis, "text-anchor=\"middle\" fill=\"#444\"");
        double y = TOP;
        for (Group group : groups) {
            svg.text(6, y + 15, Fitted.to(group.name(), LETTERS), "font-weight=\"600\" " + HALO);
            y += GROUP;
            for (Row row : group.rows()) {
                draw(row, y);
                y += ROW;
            }
        }
    }

    private void draw(Row row, double y) {
        svg.text(6, y + 12, Fitted.to(row.name(), LETTERS - row.value().length()), HALO);
        svg.text(WIDTH - 6, y + 12, row.value(), "text-anchor=\"end\" " + HALO);
        double middle = y + 25;
        if (row.asked().isPresent()) {
            double x = across.at(row.asked().getAsDouble());
            svg.line(x, middle - 9, x, middle + 9, "stroke=\"" + Palette.VERMILLION + "\" stroke-width=\"2.5\"");
            svg.path(
                    new Svg.Path()
                            .to(x, middle - 9)
                            .to(x + 5, middle - 9)
                            .to(x, middle - 4)
                            .closed(),
                    "fill=\"" + Palette.VERMILLION + "\""); // a flag to the side on which the interval has to lie
        }
        if (row.estimate().isEmpty()) {
            return;
        }
        String stroke = "stroke=\"" + row.look().colour() + "\" stroke-width=\"2\"";
        double from = across.at(row.low().orElse(row.estimate().getAsDouble()));
        double to = across.at(row.high().orElse(row.estimate().getAsDouble()));
        svg.line(from, middle, to, middle, stroke);
        row.low().ifPresent(low -> svg.line(from, middle - 4, from, middle + 4, stroke));
        row.high().ifPresent(high -> svg.line(to, middle - 4, to, middle + 4, stroke));
        row.look()
                .marker()
                .draw(
                        svg,
                        across.at(row.estimate().getAsDouble()),
                        middle,
                        5,
                        "fill=\"" + row.look().colour() + "\" stroke=\"#fff\"");
    }

    private static DoubleStream values(List<Group> groups) {
        return groups.stream()
                .flatMap(group -> group.rows().stream())
                .flatMapToDouble(row -> DoubleStream.of(
                        row.estimate().orElse(Double.NaN),
                        row.low().orElse(Double.NaN),
                        row.high().orElse(Double.NaN),
                        row.asked().orElse(Double.NaN)));
    }

    private static String description(List<Group> groups) {
        List<String> sentences = new ArrayList<>();
        for (Group group : groups) {
            for (Row row : group.rows()) {
                sentences.add(group.name() + ", " + row.name() + ": " + row.value() + ".");
            }
        }
        return String.join(" ", sentences);
    }
}
