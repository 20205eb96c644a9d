package io.perennial.evaluation.report;

import io.perennial.artifact.CohortImage;
import io.perennial.evaluation.analysis.Part;
import io.perennial.evaluation.analysis.ReadSet;
import io.perennial.figure.CsvLine;
import io.perennial.mammography.Density;
import io.perennial.mammography.DensityProbabilities;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The readings behind a verdict, a row per test image that it opened: from them every kappa, interval and count of the
 * verdict can be computed again. Patients and exams bear the cohort's keyed pseudonyms. A cell is empty where the model did
 * not read the set or gave no finite answer.
 *
 * <p>Validation images are not in it: selection weighed every point of every path on them, whose logits the evidence names.
 */
final class PredictionsCsv {

    private static final List<Part> PARTS =
            List.of(Part.BASELINE, Part.SERVING, Part.CANDIDATE, Part.REFERENCE, Part.CONTROL);

    private PredictionsCsv() {}

    /** Writes the header and all rows, in the cohorts' order. */
    static void write(List<ReadSet> sets, Appendable out) throws IOException {
        out.append(header());
        for (ReadSet set : sets) {
            for (int image = 0; image < set.images().size(); image++) {
                out.append(line(set, image));
            }
        }
    }

    private static String header() {
        List<Object> cells = new ArrayList<>(List.of(
                "image",
                "patient",
                "exam",
                "domain",
                "scanner",
                "label",
                "baseline",
                "serving",
                "candidate",
                "reference",
                "control",
                "view"));
        for (Part part : PARTS) {
            for (Density density : Density.values()) {
                cells.add(part.name().toLowerCase(Locale.ROOT) + "_" + density);
            }
        }
        return CsvLine.of(cells.toArray());
    }

    private static String line(ReadSet set, int image) {
        CohortImage row = set.images().get(image);
        List<Object> cells = new ArrayList<>(List.of(
                row.image(),
                row.patient(),
                row.exam(),
                set.domain(),
                row.scanner().label(),
                row.density()));
        for (Part part : PARTS) {
            cells.add(set.of(part)
                    .flatMap(answers -> answers.reading(image))
                    .map(Density::name)
                    .orElse(""));
        }
        cells.add(row.view());
        for (Part part : PARTS) {
            Optional<DensityProbabilities> said = set.of(part).flatMap(answers -> answers.probabilities(image));
            for (Density density : Density.values()) {
                cells.add(said.map(p -> Double.toString(p.of(density))).orElse(""));
            }
        }
        return CsvLine.of(cells.toArray());
    }
}
