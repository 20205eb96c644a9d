package io.perennial.experiment.figure;

import io.perennial.artifact.Recipe.Statistics;
import io.perennial.artifact.Recipe.Trainable;
import io.perennial.experiment.Arm;
import io.perennial.experiment.Arm.FineTuned;
import io.perennial.experiment.Words;
import io.perennial.experiment.result.Numbers;
import io.perennial.experiment.result.Scoreboard;
import io.perennial.experiment.result.Spread;
import io.perennial.figure.Figure;
import io.perennial.figure.Marker;
import io.perennial.figure.Palette;
import io.perennial.figure.Scale;
import io.perennial.figure.Svg;
import io.perennial.figure.Svg.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Kappa against λ, the paper's Figure 3: O above, T below; lines for both statistics, and the model of O only. */
public final class LambdaFigure {

    private static final double WIDTH = 440;
    private static final double LEFT = 52;
    private static final double RIGHT = 424;
    private static final double PANEL = 210;
    private static final double FIRST_PANEL = 84;
    private static final double BETWEEN = 52;
    private static final double TENTHS = 0.1;
    private static final double DIGIT = 7.5; // the width of one, about
    private static final double HEIGHT = FIRST_PANEL + 2 * PANEL + BETWEEN + 46;

    private final Scoreboard board;
    private final Trainable trainable;
    private final LambdaScale across;
    private final Svg svg;

    private LambdaFigure(Scoreboard board, Trainable trainable) {
        this.board = board;
        this.trainable = trainable;
        this.across = new LambdaScale(board.lambdas(), LEFT + 14, RIGHT - 10);
        this.svg = new Svg(name(), WIDTH, HEIGHT, title(), description());
    }

    /** The figure for one choice of what learns. */
    public static Figure of(Scoreboard board, Trainable trainable) {
        LambdaFigure figure = new LambdaFigure(board, trainable);
        figure.svg.text(LEFT - 40, 20, figure.title(), "font-size=\"14\" font-weight=\"600\"");
        figure.legend();
        figure.panel("κ on O", FIRST_PANEL, board::original);
        figure.panel("κ on T", FIRST_PANEL + PANEL + BETWEEN, board::target);
        figure.svg.text(
                (LEFT + RIGHT) / 2, HEIGHT - 8, "λ, in units of the mean Fisher information", "text-anchor=\"middle\"");
        return new Figure(figure.name(), figure.title(), figure.svg.toString());
    }

    private String name() {
        return "figure-3-" + (trainable == Trainable.ALL ? "all-layers" : "batch-norm-only");
    }

    private String title() {
        return Words.sentence(Words.of(trainable)) + (trainable == Trainable.ALL ? " learn" : " learns");
    }

    private void legend() {
        double y = 40;
        point(LEFT - 32, y, Statistics.ORIGINAL);
        svg.text(LEFT - 20, y + 4, "statistics of O", "");
        point(LEFT + 88, y, Statistics.TARGET);
        svg.text(LEFT + 100, y + 4, "statistics of T", "");
        svg.line(LEFT + 202, y, LEFT + 232, y, base());
        svg.text(LEFT + 238, y + 4, "O only, before T", "");
    }

    private void panel(String name, double top, Function<Arm, Optional<Spread>> kappa) {
        double bottom = top + PANEL;
        Scale up = new Scale(
                ofPaper()
                        .flatMap(arm -> kappa.apply(arm).stream())
                        .flatMapToDouble(it -> DoubleStream.of(it.low(), it.mean(), it.high())),
                TENTHS,
                bottom,
                top);
        svg.text(LEFT - 40, top - 12, name, "font-weight=\"600\"");
        axes(up, bottom);
        kappa.apply(Arm.ORIGINAL_ONLY).ifPresent(only -> {
            double y = up.at(only.mean());
            svg.line(LEFT, y, RIGHT, y, base());
        });
        for (Statistics statistics : List.of(Statistics.TARGET, Statistics.ORIGINAL)) {
            curve(statistics, kappa, up);
        }
    }

    /** The arms that either figure shows, so that both have the same scale. */
    private Stream<Arm> ofPaper() {
        return board.arms().stream()
                .filter(arm -> arm instanceof FineTuned it ? it.isOfPaper() : arm instanceof Arm.OriginalOnly);
    }

    private void axes(Scale up, double bottom) {
        up.drawUp(svg, LEFT, RIGHT);
        svg.line(LEFT, bottom, RIGHT, bottom, "stroke=\"" + Palette.AXIS + "\"");
        for (int side = -1; side <= 1; side += 2) { // the axis is broken between 0 and the rest
            double x = across.gap() + 2.5 * side;
            svg.line(x - 2.5, bottom + 5, x + 2.5, bottom - 5, "stroke=\"" + Palette.AXIS + "\"");
        }
        for (double lambda : board.lambdas()) {
            double x = across.x(lambda);
            svg.line(x, bottom, x, bottom + 4, "stroke=\"" + Palette.AXIS + "\"");
        }
        for (double lambda : labelled()) {
            svg.text(across.x(lambda), bottom + 18, shortened(lambda), "text-anchor=\"middle\"");
        }
    }

    /** The λs whose numbers have room beside each other: 0 and powers of ten first, then the others. */
    private List<Double> labelled() {
        List<Double> labelled = new ArrayList<>();
        List<Double> roundFirst = new ArrayList<>(board.lambdas());
        roundFirst.sort(Comparator.comparing(lambda -> lambda > 0 && !isPowerOfTen(lambda)));
        for (double lambda : roundFirst) {
            if (labelled.stream().allMatch(other -> room(lambda, other))) {
                labelled.add(lambda);
            }
        }
        return labelled;
    }

    private boolean room(double lambda, double other) {
        double halves = DIGIT * (shortened(lambda).length() + shortened(other).length()) / 2.0;
        return Math.abs(across.x(lambda) - across.x(other)) > halves + DIGIT;
    }

    private static boolean isPowerOfTen(double lambda) {
        double exponent = Math.log10(lambda);
        return exponent == Math.rint(exponent);
    }

    /** Powers of ten from 10 000 on as such. */
    private static String shortened(double lambda) {
        if (lambda >= 1e4 && isPowerOfTen(lambda)) {
            return "10" + superscript((int) Math.log10(lambda));
        }
        return Words.number(lambda);
    }

    private static String superscript(int number) {
        StringBuilder digits = new StringBuilder();
        for (char digit : Integer.toString(number).toCharArray()) {
            digits.append("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0'));
        }
        return digits.toString();
    }

    private void curve(Statistics statistics, Function<Arm, Optional<Spread>> kappa, Scale up) {
        String colour = colour(statistics);
        Path band = new Path();
        Path line = new Path();
        List<Double> drawn = board.lambdas().stream()
                .filter(lambda -> kappa.apply(arm(statistics, lambda)).isPresent())
                .toList();
        for (double lambda : drawn) {
            Spread it = kappa.apply(arm(statistics, lambda)).orElseThrow();
            band.to(across.x(lambda), up.at(it.high()));
            line.to(across.x(lambda), up.at(it.mean()));
        }
        for (int i = drawn.size() - 1; i >= 0; i--) {
            Spread it = kappa.apply(arm(statistics, drawn.get(i))).orElseThrow();
            band.to(across.x(drawn.get(i)), up.at(it.low()));
        }
        if (drawn.isEmpty()) {
            return;
        }
        svg.path(band.closed(), "fill=\"" + colour + "\" fill-opacity=\"0.16\"");
        svg.path(line, "fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"2\"");
        for (double lambda : drawn) {
            Spread it = kappa.apply(arm(statistics, lambda)).orElseThrow();
            point(across.x(lambda), up.at(it.mean()), statistics);
        }
    }

    private void point(double x, double y, Statistics statistics) {
        Marker marker = statistics == Statistics.ORIGINAL ? Marker.CIRCLE : Marker.SQUARE;
        marker.draw(svg, x, y, 4.5, "fill=\"" + colour(statistics) + "\" stroke=\"#fff\"");
    }

    private FineTuned arm(Statistics statistics, double lambda) {
        return new FineTuned(trainable, statistics, lambda);
    }

    private static String colour(Statistics statistics) {
        return statistics == Statistics.ORIGINAL ? Colours.STATISTICS_OF_O : Colours.STATISTICS_OF_T;
    }

    private static String base() {
        return "stroke=\"#222\" stroke-dasharray=\"6 4\" stroke-width=\"1.5\"";
    }

    private String description() {
        StringBuilder text = new StringBuilder(
                "Linearly weighted kappa on the test images of O and of T. O only: " + kappas(Arm.ORIGINAL_ONLY) + ".");
        for (Statistics statistics : Statistics.values()) {
            text.append(" Statistics of ").append(Words.domain(statistics)).append(':');
            for (double lambda : board.lambdas()) {
                text.append(" λ = ")
                        .append(Words.number(lambda))
                        .append(": ")
                        .append(kappas(arm(statistics, lambda)))
                        .append(';');
            }
        }
        return text.toString();
    }

    private String kappas(Arm arm) {
        return "O " + board.original(arm).map(it -> Numbers.plain(it.mean())).orElse("none") + ", T "
                + board.target(arm).map(it -> Numbers.plain(it.mean())).orElse("none");
    }
}
