package io.perennial.evaluation.report;

import io.perennial.evaluation.analysis.Interval;
import io.perennial.evaluation.analysis.ModelFigures;
import io.perennial.evaluation.analysis.Part;
import io.perennial.evaluation.analysis.SetAnalysis;
import io.perennial.figure.Numbers;
import java.util.EnumMap;
import java.util.Map;

/** The models that a set's figures are shown of. */
final class Models {

    private Models() {}

    /** In the order in which they came about; a model that plays several parts is shown once, under the first. */
    static Map<Part, ModelFigures> of(SetAnalysis set) {
        Map<Part, ModelFigures> shown = new EnumMap<>(Part.class);
        for (Part part : new Part[] {Part.BASELINE, Part.SERVING, Part.REFERENCE, Part.CANDIDATE, Part.CONTROL}) {
            set.of(part)
                    .filter(figures -> shown.values().stream().noneMatch(other -> other == figures))
                    .ifPresent(figures -> shown.put(part, figures));
        }
        return shown;
    }

    static String range(Interval interval) {
        return Numbers.plain(interval.low()) + " to " + Numbers.plain(interval.high());
    }
}
