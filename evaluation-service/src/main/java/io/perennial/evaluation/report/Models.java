package io.perennial.evaluation.report;

import io.perennial.evaluation.analysis.Answers;
import io.perennial.evaluation.analysis.Interval;
import io.perennial.evaluation.analysis.ModelFigures;
import io.perennial.evaluation.analysis.Part;
import io.perennial.evaluation.analysis.SetAnalysis;
import io.perennial.figure.Numbers;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The models that a set's figures are shown of. */
final class Models {

    private Models() {}

    /** In the order in which they came about; a model that plays several parts is shown once, under the first. */
    static Map<Part, ModelFigures> of(SetAnalysis set) {
        Map<Part, ModelFigures> shown = new EnumMap<>(Part.class);
        Set<Answers> seen = new HashSet<>();
        for (Part part : Part.values()) {
            set.set()
                    .of(part)
                    .filter(seen::add)
                    .flatMap(answers -> set.of(part))
                    .ifPresent(it -> shown.put(part, it));
        }
        return shown;
    }

    static String range(Interval interval) {
        return Numbers.plain(interval.low()) + "\u00A0to\u00A0" + Numbers.plain(interval.high());
    }
}
