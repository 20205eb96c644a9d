package io.perennial.experiment.figure;

import io.perennial.figure.Figure;
import io.perennial.figure.Marker;
import io.perennial.figure.Palette;
import io.perennial.figure.Svg;
import io.perennial.mammography.Density;
import java.util.Arrays;
import java.util.List;

/** Points of the plane, each with the density of its image: a panel of the paper's Figure 4. */
public final class ScatterFigure {

    private static final double SIZE = 260;
    private static final double TOP = 34;
    private static final double MARGIN = 14;
    private static final double HEIGHT = TOP + SIZE - 10;

    private ScatterFigure() {}

    /**
     * The panel; every axis is stretched to fill it, for the places of UMAP have no unit.
     *
     * @param letter of the panel
     * @param points (N, 2)
     * @param densities N
     */
    public static Figure of(char letter, String title, String description, float[][] points, List<Density> densities) {
        String name = "figure-4-" + letter;
        Svg svg = new Svg(name, SIZE, HEIGHT, "(" + letter + ") " + title, description);
        svg.text(2, 16, "(" + letter + ") " + title, "font-weight=\"600\"");
        double side = SIZE - 2;
        svg.rectangle(1, TOP - 8, side, HEIGHT - TOP + 7, "fill=\"none\" stroke=\"" + Palette.AXIS + "\"");
        Range x = Range.of(points, 0);
        Range y = Range.of(points, 1);
        for (int i = 0; i < points.length; i++) {
            double across = MARGIN + (SIZE - 2 * MARGIN) * x.share(points[i][0]);
            double down = TOP - 8 + MARGIN + (HEIGHT - TOP + 7 - 2 * MARGIN) * (1 - y.share(points[i][1]));
            Density density = densities.get(i);
            Marker.of(density)
                    .draw(
                            svg,
                            across,
                            down,
                            3.2,
                            "fill=\"" + Palette.of(density)
                                    + "\" fill-opacity=\"0.8\" stroke=\"#fff\" stroke-width=\"0.4\"");
        }
        return new Figure(name, "(" + letter + ") " + title, svg.toString());
    }

    /** What the shapes and colours mean. */
    public static Figure legend() {
        Svg svg = new Svg(
                "figure-4-legend",
                300,
                28,
                "Legend: densities A to D",
                "A: circles, light; B: squares; C: triangles; D: diamonds, dark.");
        for (Density density : Density.values()) {
            double x = 14 + 70 * density.rank();
            Marker.of(density).draw(svg, x, 14, 5, "fill=\"" + Palette.of(density) + "\"");
            svg.text(x + 10, 18, density.name(), "");
        }
        return new Figure("figure-4-legend", "Densities", svg.toString());
    }

    /** Smallest and largest of a coordinate. */
    private record Range(double low, double high) {
        static Range of(float[][] points, int axis) {
            var values = Arrays.stream(points).mapToDouble(point -> point[axis]).summaryStatistics();
            return new Range(values.getMin(), values.getMax());
        }

        double share(double value) {
            return high > low ? (value - low) / (high - low) : 0.5;
        }
    }
}
