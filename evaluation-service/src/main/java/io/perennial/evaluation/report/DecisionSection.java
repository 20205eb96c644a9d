package io.perennial.evaluation.report;

import io.perennial.artifact.ChangeControlPlan;
import io.perennial.evaluation.analysis.Part;
import io.perennial.evaluation.gate.ClauseResult;
import io.perennial.evaluation.report.IntervalFigure.Group;
import io.perennial.evaluation.report.IntervalFigure.Row;
import io.perennial.evaluation.verdict.Evidence;
import io.perennial.figure.Figure;
import io.perennial.figure.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The picture of the decision: what was asked, what came out, and what there was to choose from. */
final class DecisionSection {

    private final Evidence evidence;
    private final ChangeControlPlan.Protocol protocol;

    DecisionSection(Dossier dossier) {
        this.evidence = dossier.evidence();
        this.protocol = dossier.plan().protocol();
    }

    void write(Html page) {
        List<Figure> figures = new ArrayList<>();
        List<Row> asked = evidence.clauses().stream()
                .filter(result -> result.difference().isPresent())
                .map(this::row)
                .toList();
        if (!asked.isEmpty()) {
            Figure drawn = IntervalFigure.of(
                    "decision",
                    "What the gate asked",
                    "change of κ on test images",
                    List.of(new Group("What the gate asked", asked)),
                    true);
            figures.add(new Figure(
                    drawn.name(),
                    "Bars: the bounds that decide, each one-sided. A clause holds if its whole bar lies to the right of its"
                            + " flag, fails if all of it lies to the left, and is open otherwise.",
                    drawn.svg()));
        }
        double retention =
                -(protocol.retention().margin() - protocol.retention().selectionSafety());
        FrontierFigure.of(evidence, retention).ifPresent(figures::add);
        if (figures.isEmpty() && evidence.clauses().isEmpty()) {
            return;
        }
        page.section("decision", "What was asked, and what came out");
        if (!figures.isEmpty()) {
            page.figures(figures);
        }
        if (!evidence.clauses().isEmpty()) {
            page.table(
                    "The clauses of the plan",
                    List.of("Clause", "Domain", "Came out", "Reason code", "In full"),
                    evidence.clauses().stream().map(DecisionSection::cells).toList());
        }
        page.endSection();
    }

    private Row row(ClauseResult result) {
        return result.difference()
                .map(difference -> new Row(
                        Words.of(result.clause()) + ": " + result.domain(),
                        Words.signed(difference),
                        OptionalDouble.of(difference.estimate()),
                        difference.lower(),
                        difference.upper(),
                        OptionalDouble.of(Conclusion.asked(result.clause(), protocol)),
                        Words.look(Part.CANDIDATE)))
                .orElseThrow();
    }

    private static List<String> cells(ClauseResult result) {
        String cameOut = result instanceof ClauseResult.Holds
                ? "holds"
                : result instanceof ClauseResult.Fails ? "fails" : "open";
        String confidence = result.difference()
                .map(difference -> " (one-sided confidence " + Numbers.percent(difference.confidence(), 2) + ", "
                        + difference.patients() + " patients, " + difference.resamples() + " resamples)")
                .orElse("");
        return List.of(
                Words.of(result.clause()),
                result.domain(),
                cameOut,
                result.reason().code().name(),
                result.reason().sentence() + confidence);
    }
}
