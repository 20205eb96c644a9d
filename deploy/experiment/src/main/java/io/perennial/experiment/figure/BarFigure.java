package io.perennial.experiment.figure;

import io.perennial.experiment.Arm;
import io.perennial.experiment.PaperFigures;
import io.perennial.experiment.result.Numbers;
import io.perennial.experiment.result.Scoreboard;
import io.perennial.experiment.result.Spread;
import io.perennial.figure.Figure;
import io.perennial.figure.Marker;
import io.perennial.figure.Palette;
import io.perennial.figure.Scale;
import io.perennial.figure.Svg;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Kappa of the three baselines on both domains, the paper's Figure 2, with the paper's own figures marked. */
public final class BarFigure {

    private static final double WIDTH = 440;
    private static final double HEIGHT = 330;
    private static final double LEFT = 52;
    private static final double RIGHT = 424;
    private static final double TOP = 64;
    private static final double BOTTOM = 286;
    private static final double BAR = 44;
    private static final double TENTHS = 0.1;

    private final Scoreboard board;
    private final Svg svg;

    private BarFigure(Scoreboard board) {
        this.board = board;
        this.svg = new Svg("figure-2", WIDTH, HEIGHT, "Three ways to train, and what each reads", description());
    }

    /** A way to train, as the figure names it. */
    private record Group(Arm arm, String name) {}

    private static final List<Group> GROUPS = List.of(
            new Group(Arm.ORIGINAL_ONLY, "O only"),
            new Group(Arm.CONVENTIONAL, "O, then T"),
            new Group(Arm.TOGETHER, "O and T together"));

    /** The figure. */
    public static Figure of(Scoreboard board) {
        BarFigure figure = new BarFigure(board);
        figure.draw();
        return new Figure("figure-2", "Three ways to train, and what each reads", figure.svg.toString());
    }

    private void draw() {
        legend();
        Scale up = new Scale(
                GROUPS.stream()
                        .map(Group::arm)
                        .flatMapToDouble(arm -> DoubleStream.concat(
                                DoubleStream.of(0),
                                DoubleStream.concat(
                                        extent(board.original(arm), PaperFigures.original(arm)),
                                        extent(board.target(arm), PaperFigures.target(arm))))),
                TENTHS,
                BOTTOM,
                TOP);
        up.drawUp(svg, LEFT, RIGHT);
        double group = (RIGHT - LEFT) / GROUPS.size();
        for (int i = 0; i < GROUPS.size(); i++) {
            Arm arm = GROUPS.get(i).arm();
            double centre = LEFT + group * (i + 0.5);
            bar(centre - BAR - 2, up, board.original(arm), PaperFigures.original(arm), Colours.DOMAIN_O, "#fff");
            bar(centre + 2, up, board.target(arm), PaperFigures.target(arm), Colours.DOMAIN_T, "#222");
            svg.text(centre, BOTTOM + 20, GROUPS.get(i).name(), "text-anchor=\"middle\"");
        }
        svg.line(LEFT, up.at(0), RIGHT, up.at(0), "stroke=\"" + Palette.AXIS + "\"");
    }

    private static DoubleStream extent(Optional<Spread> here, OptionalDouble paper) {
        return DoubleStream.concat(
                here.stream().flatMapToDouble(it -> DoubleStream.of(it.low(), it.high())),
                paper.isPresent() ? DoubleStream.of(paper.getAsDouble()) : DoubleStream.empty());
    }

    private void legend() {
        double y = 22;
        svg.rectangle(LEFT - 40, y - 6, 12, 12, "fill=\"" + Colours.DOMAIN_O + "\"");
        svg.text(LEFT - 22, y + 4, "κ on O", "");
        svg.rectangle(LEFT + 38, y - 6, 12, 12, "fill=\"" + Colours.DOMAIN_T + "\"");
        svg.text(LEFT + 56, y + 4, "κ on T", "");
        paperMark(LEFT + 122, y);
        svg.text(LEFT + 134, y + 4, "the paper's, on its own private data", "");
    }

    private void bar(double x, Scale up, Optional<Spread> kappa, OptionalDouble paper, String colour, String ink) {
        kappa.ifPresent(it -> {
            double top = Math.min(up.at(it.mean()), up.at(0));
            double height = Math.abs(up.at(it.mean()) - up.at(0));
            svg.rectangle(x, top, BAR, height, "fill=\"" + colour + "\"");
            double middle = x + BAR / 2;
            String whisker = "stroke=\"#111\" stroke-width=\"1.5\"";
            svg.line(middle, up.at(it.low()), middle, up.at(it.high()), whisker);
            svg.line(middle - 5, up.at(it.low()), middle + 5, up.at(it.low()), whisker);
            svg.line(middle - 5, up.at(it.high()), middle + 5, up.at(it.high()), whisker);
            boolean room = height > 30;
            svg.text(
                    middle,
                    room ? up.at(0) - 8 : up.at(it.high()) - 6,
                    Numbers.plain(it.mean()),
                    "text-anchor=\"middle\" fill=\"" + (room ? ink : "#222") + "\"");
        });
        paper.ifPresent(value -> paperMark(x + BAR - 8, up.at(value)));
    }

    private void paperMark(double x, double y) {
        Marker.DIAMOND.draw(svg, x, y, 5, "fill=\"#fff\" stroke=\"" + Colours.PAPER + "\" stroke-width=\"2\"");
    }

    private String description() {
        StringBuilder text = new StringBuilder("Linearly weighted kappa on test images.");
        for (Group group : GROUPS) {
            text.append(' ').append(group.name()).append(':');
            Stream.of("O", "T").forEach(domain -> {
                boolean o = domain.equals("O");
                Optional<Spread> here = o ? board.original(group.arm()) : board.target(group.arm());
                OptionalDouble paper = o ? PaperFigures.original(group.arm()) : PaperFigures.target(group.arm());
                text.append(" on ").append(domain).append(' ');
                text.append(here.map(it -> Numbers.plain(it.mean())).orElse("none"));
                paper.ifPresent(
                        value -> text.append(" (the paper's ").append(value).append(')'));
                text.append(o ? "," : ".");
            });
        }
        return text.toString();
    }
}
