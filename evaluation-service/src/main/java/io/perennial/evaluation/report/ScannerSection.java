package io.perennial.evaluation.report;

import io.perennial.evaluation.analysis.Interval;
import io.perennial.evaluation.analysis.Part;
import io.perennial.evaluation.analysis.ScannerChange;
import io.perennial.evaluation.analysis.SetAnalysis;
import io.perennial.evaluation.gate.Clause;
import io.perennial.evaluation.report.IntervalFigure.Group;
import io.perennial.evaluation.report.IntervalFigure.Row;
import io.perennial.figure.Figure;
import io.perennial.figure.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Whether a scanner is left behind: the change of kappa, scanner model by scanner model. */
final class ScannerSection {

    private final List<SetAnalysis> sets;

    ScannerSection(List<SetAnalysis> sets) {
        this.sets = sets.stream().filter(set -> set.change().isPresent()).toList();
    }

    void write(Html page) {
        if (sets.isEmpty()) {
            return;
        }
        page.section("scanners", "Scanner by scanner");
        Figure drawn = IntervalFigure.of(
                "scanners",
                "Change of kappa by scanner model",
                "change of κ, 95 % intervals by patient",
                sets.stream().map(ScannerSection::group).toList(),
                true);
        page.figure(new Figure(
                drawn.name(),
                "Left of 0 the candidate reads a scanner's images worse than the model it is compared with. Not decisive.",
                drawn.svg()));
        page.table(
                "Scanners in numbers",
                List.of(
                        "Domain, scanner",
                        "images",
                        "patients",
                        "κ before",
                        "κ candidate",
                        "change [95 %]",
                        "p",
                        "p (Holm)"),
                rows());
        page.aside(
                "p: two-sided, of no change, from the same bootstrap. Holm's correction is for the scanners of one domain"
                        + " together. Fewer than 15 patients give no interval.");
        page.endSection();
    }

    /** What the candidate is compared with on a set. */
    static String against(SetAnalysis set) {
        Clause asked = set.set().asked();
        Part with = asked == Clause.RETENTION ? Part.BASELINE : asked == Clause.GAIN ? Part.SERVING : Part.REFERENCE;
        return "candidate − " + Words.of(with);
    }

    private static Group group(SetAnalysis set) {
        return new Group(
                set.set().domain() + ": " + against(set),
                set.change().orElseThrow().scanners().stream()
                        .map(ScannerSection::row)
                        .toList());
    }

    private static Row row(ScannerChange scanner) {
        return new Row(
                scanner.scanner(),
                scanner.change().map(Words::signed).orElse("no interval"),
                scanner.change().map(it -> OptionalDouble.of(it.estimate())).orElse(OptionalDouble.empty()),
                scanner.change().map(Interval::low).orElse(OptionalDouble.empty()),
                scanner.change().map(Interval::high).orElse(OptionalDouble.empty()),
                OptionalDouble.empty(),
                Words.look(Part.CANDIDATE));
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (SetAnalysis set : sets) {
            set.change()
                    .orElseThrow()
                    .scanners()
                    .forEach(it -> rows.add(List.of(
                            set.set().domain() + ", " + it.scanner(),
                            Integer.toString(it.images()),
                            Integer.toString(it.patients()),
                            Numbers.plain(it.reference()),
                            Numbers.plain(it.candidate()),
                            it.change().map(Words::signed).orElse("–"),
                            p(it.p()),
                            p(it.adjusted()))));
        }
        return rows;
    }

    private static String p(OptionalDouble p) {
        return p.isPresent() ? Numbers.p(p.getAsDouble()).replace("p = ", "").replace("p ", "") : "–";
    }
}
