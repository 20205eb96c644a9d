package io.perennial.evaluation.report;

import io.perennial.artifact.ChangeControlPlan;
import io.perennial.evaluation.statistics.KappaDifference;
import io.perennial.evaluation.verdict.Evidence;
import io.perennial.evaluation.verdict.Evidence.Candidate;
import io.perennial.evaluation.verdict.Evidence.Retention;
import io.perennial.figure.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What was chosen from, and how often test images have decided. */
final class SelectionSection {

    private final Evidence evidence;
    private final ChangeControlPlan.Protocol protocol;

    SelectionSection(Dossier dossier) {
        this.evidence = dossier.evidence();
        this.protocol = dossier.plan().protocol();
    }

    void write(Html page) {
        if (evidence.candidates().isEmpty()
                && evidence.refused().isEmpty()
                && evidence.looks().isEmpty()) {
            return;
        }
        page.section("selection", "What there was to choose from, and what was spent");
        if (!evidence.candidates().isEmpty()) {
            page.foldedTable(
                    "All candidates on validation images",
                    List.of("Recipe", "chosen", "κ on " + evidence.domain(), "κ, smallest change kept [lower bound]"),
                    evidence.candidates().stream().map(SelectionSection::cells).toList());
        }
        if (!evidence.refused().isEmpty()) {
            page.table(
                    "Models that were no candidates",
                    List.of("Model", "Reason code", "Reason"),
                    evidence.refused().stream()
                            .map(refusal -> List.of(
                                    refusal.model().abbreviated(),
                                    refusal.reason().code().name(),
                                    refusal.reason().sentence()))
                            .toList());
        }
        if (!evidence.looks().isEmpty()) {
            page.table(
                    "Looks at test images",
                    List.of("Domain", "look", "α spent", "one-sided confidence"),
                    evidence.looks().stream().map(this::look).toList());
            page.aside("All looks at one domain's test images together may err with "
                    + Numbers.percent(1 - protocol.confidence(), 1)
                    + " (α), so that each spends a part of it. A first model"
                    + " is decided by no bound and spends its place alone.");
        }
        page.endSection();
    }

    private static List<String> cells(Candidate point) {
        return List.of(
                point.recipe().summary(),
                point.selected() ? "chosen" : "",
                Numbers.plain(point.targetKappa()),
                weakest(point));
    }

    /** The retention with the smallest lower bound. */
    private static String weakest(Candidate point) {
        Optional<Retention> obstacle = point.retention().stream()
                .filter(it -> it.difference().isEmpty())
                .findFirst();
        if (obstacle.isPresent()) {
            return obstacle.get().obstacle().map(reason -> reason.sentence()).orElse("–");
        }
        List<KappaDifference> differences = new ArrayList<>();
        point.retention().forEach(it -> it.difference().ifPresent(differences::add));
        return differences.stream()
                .min((a, b) -> Double.compare(
                        a.lower().orElse(Double.NEGATIVE_INFINITY), b.lower().orElse(Double.NEGATIVE_INFINITY)))
                .map(it -> Numbers.signed(it.estimate()) + " [" + Numbers.signed(it.lower()) + "]")
                .orElse("–");
    }

    private List<String> look(Evidence.Look look) {
        OptionalDouble alpha = look.alpha();
        boolean bounded = alpha.orElse(0) > 0;
        return List.of(
                look.domain(),
                (look.before() + 1) + " of " + protocol.looks(),
                bounded ? String.format(Locale.ROOT, "%.4f", alpha.getAsDouble()) : "none",
                bounded ? Numbers.percent(1 - alpha.getAsDouble(), 2) : "no bound decided");
    }
}
