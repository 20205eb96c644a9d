package io.perennial.evaluation.report;

import io.perennial.evaluation.analysis.Change;
import io.perennial.evaluation.analysis.SetAnalysis;
import io.perennial.figure.Numbers;
import java.util.List;

/** What a reader who knows the old model will notice: images that are read otherwise. */
final class ChangesSection {

    private final List<SetAnalysis> sets;

    ChangesSection(List<SetAnalysis> sets) {
        this.sets = sets.stream().filter(set -> set.change().isPresent()).toList();
    }

    void write(Html page) {
        if (sets.isEmpty()) {
            return;
        }
        page.section("changes", "What is read otherwise than before");
        page.table(
                "The candidate beside the model it is compared with",
                List.of(
                        "Domain",
                        "compared",
                        "change of κ by image [95 %]",
                        "by exam [95 %]",
                        "right before, wrong now",
                        "wrong before, right now",
                        "Wilcoxon"),
                sets.stream().map(ChangesSection::cells).toList());
        page.aside(
                "Right before and wrong now is the negative-flip rate. Wilcoxon: signed-rank test of each image's distance"
                        + " from its label, two-sided; images whose distance does not change (zeros) are dropped before ranking, ties"
                        + " share the mean of their ranks, images are taken as independent. With thousands of images it finds"
                        + " differences that matter to nobody: it is reported, and decides nothing.");
        page.endSection();
    }

    private static List<String> cells(SetAnalysis set) {
        Change change = set.change().orElseThrow();
        return List.of(
                set.set().domain(),
                ScannerSection.against(set),
                change.kappa().map(Words::signed).orElse("–"),
                change.examKappa().map(Words::signed).orElse("–"),
                flips(change.flips().negative(), change.flips().negativeRate()),
                flips(change.flips().positive(), change.flips().positiveRate()),
                change.wilcoxon()
                        .map(test -> Numbers.p(test.p()) + ", " + (test.pairs() - test.zeros()) + " of " + test.pairs()
                                + " images moved (" + test.zeros() + " zeros dropped)")
                        .orElse("no image moved"));
    }

    private static String flips(int count, double rate) {
        return count + " (" + Numbers.percent(rate, 1) + ")";
    }
}
