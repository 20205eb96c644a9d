package io.perennial.evaluation.report;

import io.perennial.agreement.ConfusionMatrix;
import io.perennial.figure.Figure;
import io.perennial.figure.Palette;
import io.perennial.figure.Svg;
import io.perennial.mammography.Density;
import java.util.Locale;

/** How often each category was read as each; the darker a cell, the larger its share of the label's images. */
final class ConfusionFigure {

    private static final double CELL = 36;
    private static final double LEFT = 28;
    private static final double TOP = 44;
    private static final double WIDTH = LEFT + 4 * CELL + 6;
    private static final double HEIGHT = TOP + 4 * CELL + 8;

    private ConfusionFigure() {}

    static Figure of(String id, String model, ConfusionMatrix matrix) {
        String title = "Labels and readings, " + model;
        Svg svg = new Svg(id, WIDTH, HEIGHT, title, description(matrix));
        svg.text(WIDTH / 2 + LEFT / 2, 14, "read as", "text-anchor=\"middle\" fill=\"#444\"");
        svg.text(2, 32, "label", "font-size=\"10\" fill=\"#444\"");
        for (Density label : Density.values()) {
            double y = TOP + CELL * label.rank();
            svg.text(
                    LEFT + CELL * (label.rank() + 0.5), 34, label.name(), "text-anchor=\"middle\" font-weight=\"600\"");
            svg.text(LEFT - 12, y + CELL / 2 + 4, label.name(), "text-anchor=\"middle\" font-weight=\"600\"");
            int images = matrix.truths().getOrDefault(label, 0);
            for (Density reading : Density.values()) {
                int count = matrix.count(label, reading);
                cell(
                        svg,
                        LEFT + CELL * reading.rank(),
                        y,
                        count,
                        images == 0 ? 0 : (double) count / images,
                        label == reading);
            }
        }
        return new Figure(id, model, svg.toString());
    }

    private static void cell(Svg svg, double x, double y, int count, double share, boolean right) {
        svg.rectangle(
                x,
                y,
                CELL,
                CELL,
                String.format(
                        Locale.ROOT,
                        "fill=\"%s\" fill-opacity=\"%.3f\" stroke=\"%s\" stroke-width=\"%s\"",
                        Palette.BLUE,
                        share,
                        right ? Palette.INK : "#bbb",
                        right ? "1.5" : "0.5"));
        svg.text(
                x + CELL / 2,
                y + CELL / 2 + 4,
                Integer.toString(count),
                "text-anchor=\"middle\" font-size=\"11\"" + (share > 0.55 ? " fill=\"#fff\"" : ""));
    }

    private static String description(ConfusionMatrix matrix) {
        StringBuilder text = new StringBuilder();
        for (Density label : Density.values()) {
            text.append("Of ")
                    .append(matrix.truths().getOrDefault(label, 0))
                    .append(" images labelled ")
                    .append(label);
            for (Density reading : Density.values()) {
                text.append(reading == Density.A ? ": " : ", ")
                        .append(matrix.count(label, reading))
                        .append(" read as ");
                text.append(reading);
            }
            text.append(". ");
        }
        return text.toString().strip();
    }
}
