package io.perennial.evaluation.report;

import io.perennial.evaluation.analysis.ModelFigures;
import io.perennial.evaluation.analysis.Part;
import io.perennial.evaluation.analysis.SetAnalysis;
import io.perennial.evaluation.report.IntervalFigure.Group;
import io.perennial.evaluation.report.IntervalFigure.Row;
import io.perennial.figure.Figure;
import io.perennial.figure.Numbers;
import io.perennial.mammography.Density;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** How well each model agrees with the radiologists: kappas, confusion matrices, recall per category. */
final class AgreementSection {

    private final List<SetAnalysis> sets;

    AgreementSection(List<SetAnalysis> sets) {
        this.sets = sets;
    }

    void write(Html page) {
        if (sets.isEmpty()) {
            return;
        }
        page.section("agreement", "How well each model reads");
        Figure kappas = IntervalFigure.of(
                "kappas",
                "Agreement with the radiologists, by model and domain",
                "κ on test images, 95 % intervals by patient",
                sets.stream().map(AgreementSection::group).toList(),
                false);
        page.figure(new Figure(
                kappas.name(),
                "Linearly weighted kappa by image. Intervals are two-sided 95 %, bootstrap by patient; they describe, the"
                        + " clauses above decide.",
                kappas.svg()));
        page.table(
                "Agreement in numbers",
                List.of(
                        "Domain, model",
                        "κ by image",
                        "95 % interval",
                        "standard error*",
                        "quadratic κ",
                        "κ by exam",
                        "95 % interval",
                        "images",
                        "exams"),
                rows());
        page.aside(
                "By exam, a breast's opinion is the mean of its views' and the denser breast decides; the gate decides by"
                        + " image. *Fleiss, Cohen and Everitt, images taken as independent: a cross-check.");
        if (sets.stream()
                .anyMatch(set -> set.set().of(Part.SERVING).isPresent()
                        && set.set().of(Part.SERVING).equals(set.set().of(Part.BASELINE)))) {
            page.aside("The baseline is also the model that served before.");
        }
        page.heading("What is read as what");
        for (int i = 0; i < sets.size(); i++) {
            matrices(page, i);
        }
        page.table("Recall: the share of each category's images that is read as it", recallHeader(), recalls());
        page.endSection();
    }

    private static Group group(SetAnalysis set) {
        return new Group(
                set.set().domain(),
                Models.of(set).entrySet().stream()
                        .map(entry -> row(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static Row row(Part part, ModelFigures figures) {
        return new Row(
                Words.of(part),
                figures.interval().map(Words::plain).orElseGet(() -> Numbers.plain(figures.kappa())),
                figures.kappa(),
                figures.interval().map(it -> it.low()).orElse(OptionalDouble.empty()),
                figures.interval().map(it -> it.high()).orElse(OptionalDouble.empty()),
                OptionalDouble.empty(),
                Words.look(part));
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (SetAnalysis set : sets) {
            Models.of(set)
                    .forEach((part, it) -> rows.add(List.of(
                            set.set().domain() + ", " + Words.of(part),
                            Numbers.plain(it.kappa()),
                            it.interval().map(Models::range).orElse("–"),
                            Numbers.plain(it.standardError()),
                            Numbers.plain(it.quadraticKappa()),
                            Numbers.plain(it.examKappa()),
                            it.examInterval().map(Models::range).orElse("–"),
                            images(it),
                            Integer.toString(it.exams()))));
        }
        return rows;
    }

    private static String images(ModelFigures figures) {
        int read = figures.confusion().total();
        return figures.unreadable() == 0
                ? Integer.toString(read)
                : read + " and " + figures.unreadable() + " unreadable";
    }

    private void matrices(Html page, int number) {
        SetAnalysis set = sets.get(number);
        page.paragraph(set.set().domain() + ":");
        page.raw("<div class=\"figures small\">\n");
        Models.of(set)
                .forEach((part, it) -> page.figure(ConfusionFigure.of(
                        "confusion-" + number + "-" + part.name().toLowerCase(Locale.ROOT),
                        Words.of(part),
                        it.confusion())));
        page.raw("</div>\n");
    }

    private static List<String> recallHeader() {
        List<String> header = new ArrayList<>(List.of("Domain, model"));
        for (Density density : Density.values()) {
            header.add(density.name());
        }
        return header;
    }

    private List<List<String>> recalls() {
        return sets.stream()
                .flatMap(set -> Models.of(set).entrySet().stream().map(entry -> recall(set, entry)))
                .collect(Collectors.toList());
    }

    private static List<String> recall(SetAnalysis set, Map.Entry<Part, ModelFigures> model) {
        List<String> cells = new ArrayList<>(List.of(set.set().domain() + ", " + Words.of(model.getKey())));
        for (Density density : Density.values()) {
            cells.add(Numbers.plain(model.getValue().confusion().recall(density)));
        }
        return cells;
    }
}
