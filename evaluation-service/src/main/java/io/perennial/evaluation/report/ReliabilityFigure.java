package io.perennial.evaluation.report;

import io.perennial.evaluation.analysis.ModelFigures;
import io.perennial.evaluation.analysis.Part;
import io.perennial.evaluation.report.IntervalFigure.Look;
import io.perennial.evaluation.statistics.Calibration;
import io.perennial.figure.Figure;
import io.perennial.figure.Numbers;
import io.perennial.figure.Palette;
import io.perennial.figure.Scale;
import io.perennial.figure.Svg;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** How often models are right where they say how sure they are; on the diagonal they are as right as they say. */
final class ReliabilityFigure {

    private static final double WIDTH = 360;
    private static final double LEFT = 48;
    private static final double RIGHT = 344;
    private static final double TOP = 34;
    private static final double BOTTOM = 300;
    private static final double HEIGHT = 344;
    private static final double LEGEND = 112; // a name's room

    private ReliabilityFigure() {}

    /** @param models in the order of the legend, three at most */
    static Figure of(String id, String domain, Map<Part, ModelFigures> models) {
        Svg svg = new Svg(id, WIDTH, HEIGHT, "Calibration on " + domain, description(models));
        Scale across = new Scale(DoubleStream.of(0, 1), 0.2, LEFT, RIGHT);
        Scale up = new Scale(DoubleStream.of(0, 1), 0.2, BOTTOM, TOP);
        up.drawUp(svg, LEFT, RIGHT);
        across.drawAcross(svg, TOP, BOTTOM);
        svg.line(LEFT, BOTTOM, RIGHT, TOP, "stroke=\"" + Palette.AXIS + "\" stroke-dasharray=\"4 4\"");
        svg.text(
                (LEFT + RIGHT) / 2,
                BOTTOM + 36,
                "probability that the model gives its reading",
                "text-anchor=\"middle\" fill=\"#444\"");
        double x = 14;
        for (Map.Entry<Part, ModelFigures> entry : models.entrySet()) {
            Look look = Words.look(entry.getKey());
            look.marker().draw(svg, x, 14, 5, "fill=\"" + look.colour() + "\"");
            svg.text(x + 10, 18, Words.of(entry.getKey()), "");
            x += LEGEND;
            entry.getValue().calibration().ifPresent(calibration -> curve(svg, across, up, look, calibration));
        }
        return new Figure(id, domain + ": the share read rightly (upwards) by the probability given", svg.toString());
    }

    private static void curve(Svg svg, Scale across, Scale up, Look look, Calibration calibration) {
        Svg.Path line = new Svg.Path();
        calibration.bins().forEach(bin -> line.to(across.at(bin.said()), up.at(bin.right())));
        svg.path(line, "fill=\"none\" stroke=\"" + look.colour() + "\" stroke-width=\"1.5\"");
        calibration
                .bins()
                .forEach(bin -> look.marker()
                        .draw(
                                svg,
                                across.at(bin.said()),
                                up.at(bin.right()),
                                3 + 4 * Math.sqrt((double) bin.images() / calibration.images()),
                                "fill=\"" + look.colour() + "\" stroke=\"#fff\""));
    }

    private static String description(Map<Part, ModelFigures> models) {
        List<String> sentences = new ArrayList<>();
        models.forEach((part, figures) -> figures.calibration().ifPresent(calibration -> {
            StringBuilder text = new StringBuilder(Words.of(part) + ":");
            calibration
                    .bins()
                    .forEach(bin -> text.append(" said ")
                            .append(Numbers.plain(bin.said()))
                            .append(", right ")
                            .append(Numbers.plain(bin.right()))
                            .append(" (")
                            .append(bin.images())
                            .append(" images);"));
            sentences.add(text.toString());
        }));
        return String.join(" ", sentences);
    }
}
