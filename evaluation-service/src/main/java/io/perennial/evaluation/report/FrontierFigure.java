package io.perennial.evaluation.report;

import io.perennial.artifact.Digest;
import io.perennial.artifact.Recipe.Trainable;
import io.perennial.evaluation.analysis.Part;
import io.perennial.evaluation.report.IntervalFigure.Look;
import io.perennial.evaluation.statistics.KappaDifference;
import io.perennial.evaluation.verdict.Evidence;
import io.perennial.evaluation.verdict.Evidence.Candidate;
import io.perennial.figure.Figure;
import io.perennial.figure.Marker;
import io.perennial.figure.Numbers;
import io.perennial.figure.Palette;
import io.perennial.figure.Scale;
import io.perennial.figure.Svg;
import io.perennial.mammography.Split;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Every point of every weight path on validation images: the new hospital to the right, the original domain upwards. Below
 * each hangs its lower bound, which must end above the retention line for the point to be chosen.
 */
final class FrontierFigure {

    private static final double WIDTH = 360;
    private static final double LEFT = 48;
    private static final double RIGHT = 344;
    private static final double TOP = 66;
    private static final double BOTTOM = 350;
    private static final double HEIGHT = 394;
    private static final double ROOM = 0.12;
    private static final String TITLE = "All candidates on validation images";

    /** A model or point of a path, where it lies. */
    private record Place(double original, double target) {}

    private final Evidence evidence;
    private final double margin; // what the selection asks, below 0
    private final double baseline; // κ of the baseline on the original domain
    private final Scale across;
    private final Scale up;
    private final Svg svg;

    private FrontierFigure(Evidence evidence, double margin, double baseline) {
        this.evidence = evidence;
        this.margin = margin;
        this.baseline = baseline;
        List<Place> places = new ArrayList<>(evidence.candidates().stream()
                .flatMap(point -> place(point).stream())
                .toList());
        models().flatMap(model -> place(model.model()).stream()).forEach(places::add);
        this.across = Scale.withSteps(places.stream().mapToDouble(Place::target), 6, LEFT, RIGHT);
        DoubleSummaryStatistics heights =
                places.stream().mapToDouble(Place::original).summaryStatistics();
        double room = ROOM * (heights.getMax() - heights.getMin()); // for the names above the highest
        this.up = Scale.withSteps(
                DoubleStream.of(baseline + margin, heights.getMin(), heights.getMax() + room), 7, BOTTOM, TOP);
        this.svg = new Svg("frontier", WIDTH, HEIGHT, TITLE, description());
    }

    /** Empty where no point has both kappas, or the baseline none. */
    static Optional<Figure> of(Evidence evidence, double margin) {
        Optional<Double> baseline = evidence.baseline()
                .flatMap(model -> kappa(evidence, model, evidence.originalDomain()).stream()
                        .boxed()
                        .findFirst());
        boolean any = evidence.candidates().stream()
                .anyMatch(point -> place(evidence, point).isPresent());
        return any ? baseline.map(kappa -> new FrontierFigure(evidence, margin, kappa).drawn()) : Optional.empty();
    }

    private Figure drawn() {
        legend();
        up.drawUp(svg, LEFT, RIGHT);
        across.drawAcross(svg, TOP, BOTTOM);
        svg.text(
                (LEFT + RIGHT) / 2,
                BOTTOM + 36,
                "κ on " + Fitted.to(evidence.domain(), 36),
                "text-anchor=\"middle\" fill=\"#444\"");
        svg.text(6, TOP - 10, "κ on " + Fitted.to(evidence.originalDomain().orElse(""), 36), "fill=\"#444\"");
        double line = up.at(baseline + margin);
        svg.line(
                LEFT,
                line,
                RIGHT,
                line,
                "stroke=\"" + Palette.VERMILLION + "\" stroke-width=\"2\" stroke-dasharray=\"7 4\"");
        evidence.candidates().forEach(this::bound);
        evidence.candidates().stream().filter(point -> !point.selected()).forEach(this::point);
        models().forEach(this::model);
        evidence.candidates().stream().filter(Candidate::selected).forEach(this::chosen);
        return new Figure("frontier", caption(), svg.toString());
    }

    private void legend() {
        entry(14, 14, Marker.SQUARE, "all layers", true);
        entry(120, 14, Marker.CIRCLE, "BatchNorm only", true);
        entry(250, 14, Marker.SQUARE, "forgets", false);
        svg.line(8, 36, 30, 36, "stroke=\"" + Palette.VERMILLION + "\" stroke-width=\"2\" stroke-dasharray=\"7 4\"");
        svg.text(36, 40, "lower bounds must end above this line", "");
    }

    private void entry(double x, double y, Marker marker, String name, boolean filled) {
        marker.draw(svg, x, y, 5, style(filled));
        svg.text(x + 10, y + 4, name, "");
    }

    private static String style(boolean remembers) {
        return "fill=\"" + (remembers ? Palette.BLUE : "#fff") + "\" stroke=\"" + Palette.BLUE
                + "\" stroke-width=\"1.4\"";
    }

    private void bound(Candidate point) {
        place(point)
                .ifPresent(place -> lower(point).ifPresent(lower -> {
                    double x = across.at(place.target());
                    double end = Math.min(BOTTOM, up.at(baseline + lower));
                    svg.line(x, up.at(place.original()), x, end, "stroke=\"#9bb\" stroke-width=\"1\"");
                    if (end < BOTTOM) {
                        svg.line(x - 3, end, x + 3, end, "stroke=\"#9bb\" stroke-width=\"1\"");
                    }
                }));
    }

    private void point(Candidate point) {
        place(point)
                .ifPresent(place -> marker(point)
                        .draw(svg, across.at(place.target()), up.at(place.original()), 5, style(remembers(point))));
    }

    private void chosen(Candidate point) {
        place(point).ifPresent(place -> {
            double x = across.at(place.target());
            double y = up.at(place.original());
            Marker.CIRCLE.draw(svg, x, y, 11, "fill=\"none\" stroke=\"" + Palette.INK + "\" stroke-width=\"2\"");
            marker(point).draw(svg, x, y, 6, style(true));
            label(x, y - 16, "chosen");
        });
    }

    private void model(Model model) {
        place(model.model()).ifPresent(place -> {
            Look look = Words.look(model.part());
            double x = across.at(place.target());
            double y = up.at(place.original());
            look.marker().draw(svg, x, y, 6.5, "fill=\"" + look.colour() + "\" stroke=\"#fff\"");
            label(x, y + 22, Words.of(model.part()));
        });
    }

    /** Words near a place, kept inside. */
    private void label(double x, double y, String words) {
        double half = 3.6 * words.length();
        double inside = Math.max(LEFT + half + 2, Math.min(RIGHT - half, x));
        svg.text(
                inside,
                Math.max(TOP + 10, Math.min(BOTTOM - 4, y)),
                words,
                "text-anchor=\"middle\" font-weight=\"600\" stroke=\"#fff\" stroke-width=\"4\" paint-order=\"stroke\"");
    }

    private record Model(Part part, Digest model) {}

    private Stream<Model> models() {
        boolean apart = !evidence.serving().equals(evidence.baseline());
        return Stream.of(
                        evidence.baseline().map(model -> new Model(Part.BASELINE, model)),
                        evidence.serving().filter(model -> apart).map(model -> new Model(Part.SERVING, model)),
                        evidence.control().map(model -> new Model(Part.CONTROL, model)))
                .flatMap(Optional::stream);
    }

    private Optional<Place> place(Digest model) {
        return place(
                kappa(evidence, model, evidence.originalDomain()),
                kappa(evidence, model, Optional.of(evidence.domain())));
    }

    private Optional<Place> place(Candidate point) {
        return place(evidence, point);
    }

    private static Optional<Place> place(Evidence evidence, Candidate point) {
        return place(kappa(evidence, point.model(), evidence.originalDomain()), point.targetKappa());
    }

    private static Optional<Place> place(OptionalDouble original, OptionalDouble target) {
        return original.isPresent() && target.isPresent()
                ? Optional.of(new Place(original.getAsDouble(), target.getAsDouble()))
                : Optional.empty();
    }

    private static OptionalDouble kappa(Evidence evidence, Digest model, Optional<String> domain) {
        return domain.flatMap(name -> evidence.score(model, name, Split.VALIDATION))
                .map(score -> score.kappa())
                .orElse(OptionalDouble.empty());
    }

    private static Marker marker(Candidate point) {
        return point.recipe().trainable() == Trainable.ALL ? Marker.SQUARE : Marker.CIRCLE;
    }

    private static Optional<Double> lower(Candidate point) {
        return point.retention().stream()
                .findFirst()
                .flatMap(Evidence.Retention::difference)
                .map(KappaDifference::lower)
                .flatMap(bound -> bound.isPresent() ? Optional.of(bound.getAsDouble()) : Optional.empty());
    }

    private boolean remembers(Candidate point) {
        return !point.retention().isEmpty()
                && point.retention().stream()
                        .allMatch(retention -> retention
                                .difference()
                                .filter(d -> d.isShownAbove(margin))
                                .isPresent());
    }

    private String caption() {
        return "Every candidate on validation images, which no training saw. Filled: what had to be remembered is shown to"
                + " be. Of those, the one furthest to the right is chosen, and it alone meets the test images.";
    }

    private String description() {
        StringBuilder text = new StringBuilder(evidence.candidates().size() + " candidates. The baseline's kappa is "
                + Numbers.plain(baseline) + "; a lower bound must lie above " + Numbers.plain(baseline + margin) + ".");
        evidence.candidates().stream()
                .filter(Candidate::selected)
                .findFirst()
                .ifPresent(point -> text.append(" Chosen: ")
                        .append(point.recipe().summary())
                        .append(", kappa ")
                        .append(Numbers.plain(point.targetKappa()))
                        .append(" on ")
                        .append(evidence.domain())
                        .append(", ")
                        .append(Numbers.plain(kappa(evidence, point.model(), evidence.originalDomain())))
                        .append(" on the original domain."));
        return text.append(" The table below has them all.").toString();
    }
}
