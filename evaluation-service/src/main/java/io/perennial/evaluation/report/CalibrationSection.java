package io.perennial.evaluation.report;

import io.perennial.evaluation.analysis.ModelFigures;
import io.perennial.evaluation.analysis.Part;
import io.perennial.evaluation.analysis.SetAnalysis;
import io.perennial.figure.Figure;
import io.perennial.figure.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether models are right as often as they say. */
final class CalibrationSection {

    private final List<SetAnalysis> sets;

    CalibrationSection(List<SetAnalysis> sets) {
        this.sets = sets;
    }

    void write(Html page) {
        if (sets.isEmpty()) {
            return;
        }
        page.section("calibration", "How far the probabilities can be trusted");
        List<Figure> figures = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        List<List<String>> bins = new ArrayList<>();
        for (int i = 0; i < sets.size(); i++) {
            SetAnalysis set = sets.get(i);
            Map<Part, ModelFigures> models = Models.of(set);
            models.remove(Part.CONTROL);
            figures.add(ReliabilityFigure.of("calibration-" + i, set.set().domain(), models));
            models.forEach((part, it) -> it.calibration().ifPresent(calibration -> {
                String name = set.set().domain() + ", " + Words.of(part);
                rows.add(List.of(name, Numbers.plain(calibration.brier()), Numbers.plain(calibration.expectedError())));
                calibration
                        .bins()
                        .forEach(bin -> bins.add(List.of(
                                name,
                                Integer.toString(bin.images()),
                                Numbers.plain(bin.said()),
                                Numbers.plain(bin.right()))));
            }));
        }
        page.figures(figures);
        page.table(
                "Calibration in numbers", List.of("Domain, model", "Brier score", "expected calibration error"), rows);
        page.aside(
                "On the dashed line a model is right as often as it says; below it, it is too sure. Brier: 0 is certain and"
                        + " right, 0.75 knows nothing, 2 is certain and wrong. Marks are larger where there are more images.");
        page.foldedTable("The points of the figures", List.of("Domain, model", "images", "said", "right"), bins);
        page.endSection();
    }
}
