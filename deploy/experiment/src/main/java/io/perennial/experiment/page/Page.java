package io.perennial.experiment.page;

import io.perennial.experiment.Arm;
import io.perennial.experiment.Arm.FineTuned;
import io.perennial.experiment.PaperFigures;
import io.perennial.experiment.TrainingSettings;
import io.perennial.experiment.TrainingSettings.Schedule;
import io.perennial.experiment.Words;
import io.perennial.experiment.figure.FeatureFigures.Panel;
import io.perennial.experiment.figure.ScatterFigure;
import io.perennial.experiment.finding.Finding;
import io.perennial.experiment.finding.Finding.Clause;
import io.perennial.experiment.finding.Finding.Evidence;
import io.perennial.experiment.finding.PaperFindings;
import io.perennial.experiment.page.Report.About;
import io.perennial.experiment.result.Numbers;
import io.perennial.experiment.result.Repetition;
import io.perennial.experiment.result.Scoreboard;
import io.perennial.experiment.result.Spread;
import io.perennial.figure.Figure;
import io.perennial.figure.Markup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The page as HTML: complete in one file, nothing is loaded from elsewhere, readable on paper and on a telephone. */
final class Page {

    private final Report report;
    private final Scoreboard board;
    private final int seeds;
    private final StringBuilder html = new StringBuilder();

    Page(Report report) {
        this.report = report;
        this.board = report.board();
        this.seeds = board.repetitions().size();
    }

    String html() {
        raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<title>The paper's comparison, repeated – Perennial</title>\n<style>\n" + style()
                + "</style>\n</head>\n<body>\n<main>\n");
        head();
        findings();
        baselines();
        curves();
        features();
        results();
        paper();
        about();
        raw("</main>\n</body>\n</html>\n");
        return html.toString();
    }

    private void head() {
        long shown = report.findings().stream().filter(Finding::shown).count();
        raw("<header>\n<h1>The paper's comparison, repeated</h1>\n");
        paragraph(report.about().images() + " Every arm is scored on test images that no training saw; "
                + (seeds == 1 ? "one seed." : seeds + " seeds."));
        raw("<p class=\"verdict\">Of the paper's " + report.findings().size()
                + " findings, this experiment shows <strong>" + shown + "</strong>.</p>\n</header>\n");
    }

    private void findings() {
        section("Findings");
        paragraph("κ is linearly weighted over four categories. Each rule compares two models on the same test images:"
                + " the interval of the difference of their κ is a paired bootstrap by patient (BCa, 95 %, two-sided),"
                + " and the whole interval has to lie on the rule's side. The paper's own test, Wilcoxon signed-rank on"
                + " each image's distance from its label, stands beside; with so many images it finds differences that"
                + " matter to nobody, so no rule uses it. A finding is shown if every rule holds"
                + (seeds == 1 ? "." : " with every seed."));
        for (Finding finding : report.findings()) {
            finding(finding);
        }
    }

    private void finding(Finding finding) {
        raw("<article>\n<h3>" + badge(finding.shown(), "Shown", "Not shown") + " " + text(finding.title()) + "</h3>\n");
        if (!finding.shown() && seeds > 1) {
            paragraph("It is shown with " + finding.seedsShowing() + " of " + seeds + " seeds.");
        }
        raw("<p class=\"aside\">The paper, on its private data: " + text(finding.paper()) + "</p>\n");
        raw(
                "<table class=\"rules\">\n<thead><tr><th scope=\"col\">Rule</th><th scope=\"col\">Seed</th>"
                        + "<th scope=\"col\">Change of κ [95 % interval]</th><th scope=\"col\">Holds</th></tr></thead>\n<tbody>\n");
        for (Clause clause : finding.clauses()) {
            boolean first = true;
            for (Evidence evidence : clause.evidence()) {
                raw("<tr>");
                if (first) {
                    raw("<th scope=\"row\" rowspan=\"" + clause.evidence().size() + "\">" + text(clause.rule())
                            + "</th>");
                }
                raw("<td class=\"seed\">" + evidence.seed() + "</td><td>" + text(evidence.figures()) + "</td><td>"
                        + badge(evidence.holds(), "yes", "no") + "</td></tr>\n");
                first = false;
            }
        }
        raw("</tbody></table>\n</article>\n");
    }

    private void baselines() {
        section("Three ways to train (the paper's Figure 2)");
        figure(
                report.bars(),
                "Bars: κ on the test images. " + whiskers()
                        + " Diamonds: what the paper reports for its own data and network; only the pattern can be compared, and"
                        + " it gives no κ on T for O, then T.");
    }

    private void curves() {
        section("κ against λ (the paper's Figure 3)");
        raw("<div class=\"figures\">\n");
        report.curves().forEach(curve -> figure(curve, ""));
        raw("</div>\n");
        paragraph("Bands: "
                + (seeds == 1 ? "95 % intervals by patient." : "lowest and highest of the seeds; lines: means.")
                + " With λ large enough nothing moves but the statistics: with those of O both κ come back to those of O"
                + " only, by construction; what counts is what was learned of T before. With those of T the network stays"
                + " out of tune with its own weights.");
    }

    private void features() {
        if (report.panels().isEmpty()) {
            return;
        }
        section("Features of O (the paper's Figure 4)");
        raw("<div class=\"legend\">" + ScatterFigure.legend().svg() + "</div>\n<div class=\"figures panels\">\n");
        for (Panel panel : report.panels()) {
            figure(panel.figure(), "Neighbours alike: " + percent(panel.agreement()));
        }
        raw("</div>\n");
        Repetition first = board.repetitions().get(0);
        paragraph(first.featured().size() + " of O's test images, seed " + first.seed() + ": what the classifying layer"
                + " sees, placed in the plane by UMAP, each panel by itself; places and distances between panels mean"
                + " nothing. The number below each panel is measured on the features: of an image's ten nearest"
                + " neighbours, how many have its density, on average.");
        download("features.csv", Tables.features(report.panels()));
    }

    private void results() {
        section("All arms");
        table("Learns", board.arms().stream().filter(Page::isOfPaper).toList(), Page::names);
        paragraph("In brackets: "
                + (seeds == 1
                        ? "95 % interval by patient."
                        : "lowest and highest of the " + seeds + " seeds; before them the mean."));
        download("results.csv", Tables.results(board));
        download("findings.csv", Tables.findings(report.findings()));
        further();
    }

    private void further() {
        List<Arm> arms = board.arms().stream().filter(arm -> !isOfPaper(arm)).toList();
        if (arms.isEmpty()) {
            return;
        }
        section("Further methods, not the paper's");
        paragraph("What else can hold O while T is learned: all layers, the statistics of O, as with elastic weight"
                + " consolidation. Each λ is in the unit of its method. L2-SP: (λ/2) Σ (θᵢ − θ*ᵢ)² is added to the loss."
                + " Learning without forgetting: λ times the divergence from the softened answers of O only, on the images"
                + " of T. Fisher merging: plain fine-tuning, then the mean of both weights by their Fisher information,"
                + " λ for that of O.");
        table("Method", arms, arm -> methodNames((FineTuned) arm));
    }

    private void table(String first, List<Arm> arms, Function<Arm, String> names) {
        raw("<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">" + first
                + "</th><th scope=\"col\">Statistics of</th><th scope=\"col\">λ</th><th scope=\"col\">κ on O</th>"
                + "<th scope=\"col\">κ on T</th></tr></thead>\n<tbody>\n");
        for (Arm arm : arms) {
            raw("<tr>" + names.apply(arm) + number(board.original(arm)) + number(board.target(arm)) + "</tr>\n");
            failures(arm);
        }
        raw("</tbody></table></div>\n");
    }

    private static boolean isOfPaper(Arm arm) {
        return !(arm instanceof FineTuned it) || it.isOfPaper();
    }

    private static String methodNames(FineTuned arm) {
        return "<th scope=\"row\">" + text(Words.of(arm.method())) + "</th>" + statisticsAndLambda(arm);
    }

    private static String statisticsAndLambda(FineTuned arm) {
        return "<td>" + Words.domain(arm.statistics()) + "</td><td class=\"number\">" + Words.number(arm.lambda())
                + "</td>";
    }

    private void failures(Arm arm) {
        String failures = board.repetitions().stream()
                .flatMap(repetition ->
                        repetition.outcome(arm).failure().stream().map(why -> "seed " + repetition.seed() + ": " + why))
                .collect(Collectors.joining("; "));
        if (!failures.isEmpty()) {
            raw("<tr><td colspan=\"5\">" + text(failures) + "</td></tr>\n");
        }
    }

    private static String names(Arm arm) {
        if (arm instanceof FineTuned it) {
            String learns = Words.of(it.trainable());
            return "<th scope=\"row\">" + (it.equals(Arm.CONVENTIONAL) ? learns + " (O, then T, conventional)" : learns)
                    + "</th>" + statisticsAndLambda(it);
        }
        return "<th scope=\"row\">" + text(arm.label()) + "</th><td></td><td></td>";
    }

    private static String number(Optional<Spread> kappa) {
        return "<td class=\"number\">"
                + kappa.map(it -> Numbers.plain(it.mean()) + " <span class=\"interval\">[" + Numbers.plain(it.low())
                                + ", " + Numbers.plain(it.high()) + "]</span>")
                        .orElse("–")
                + "</td>";
    }

    private void paper() {
        section("What the paper reports");
        paragraph(
                "On its own private mammograms, with a ResNet-50 trained from ImageNet's weights; its λ are in units of"
                        + " its own. Not a target for other images.");
        raw("<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">Model</th><th scope=\"col\">κ on O</th>"
                + "<th scope=\"col\">κ on T</th></tr></thead>\n<tbody>\n");
        for (PaperFigures.Model model : PaperFigures.MODELS) {
            String name = model.arm().equals(Arm.CONVENTIONAL)
                    ? "O, then T, conventional"
                    : model.arm().label();
            raw("<tr><th scope=\"row\">" + text(name) + "</th><td class=\"number\">"
                    + String.format(Locale.ROOT, "%.4f", model.original()) + "</td><td class=\"number\">"
                    + paperNumber(model.target()) + "</td></tr>\n");
        }
        raw("</tbody></table></div>\n");
        raw("<p><a href=\"https://arxiv.org/abs/2011.08096\">The paper</a></p>\n");
    }

    private static String paperNumber(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "not given";
    }

    private void about() {
        About about = report.about();
        TrainingSettings settings = about.settings();
        section("How it was made");
        raw("<dl>\n");
        item("Images", about.images() + " " + about.splits());
        item(
                "Test splits",
                board.repetitions().stream()
                                .map(it -> "seed " + it.seed() + ": O "
                                        + it.original().images() + " images of "
                                        + it.original().patients() + " patients, T "
                                        + it.target().images() + " of "
                                        + it.target().patients())
                                .collect(Collectors.joining("; "))
                        + ".");
        item(
                "Seeds",
                about.imagesVaryWithSeed()
                        ? "Each seed has hospitals, patients and readers of its own, first weights and an order of its own."
                        : "The images and their split are the same with every seed; first weights and order are not.");
        item(
                "Network",
                settings.network() + ", " + settings.imageSize() + " × " + settings.imageSize()
                        + " pixels, from random first weights (the paper: ResNet-50, 224 × 224, ImageNet's weights).");
        item(
                "Training",
                "Adam, " + settings.batchSize() + " images a step, mirrored and shifted at random; learning rate"
                        + " falling as a cosine; the epoch with the lowest validation loss is kept. O only, and both together: "
                        + schedule(settings.baseline()) + ". Fine-tuning, whatever learns: "
                        + schedule(settings.fineTuning())
                        + ".");
        item(
                "Elastic weight consolidation",
                "(λ/2) Σ Fᵢ(θᵢ − θ*ᵢ)², F the exact Fisher diagonal, a mean over " + settings.fisherSamples()
                        + " training images of O at most, at the weights of O only.");
        item(
                "Intervals",
                "Paired bootstrap by patient, bias-corrected and accelerated, 2000 resamples or more. Where a rule"
                        + " asks for some λ, the interval is widened for the number of λ (Bonferroni); where it asks for every λ,"
                        + " none is needed. δ = " + PaperFindings.MARGIN
                        + " is the promotion gate's margin. λ is not selected:"
                        + " all are shown, on test images.");
        raw("<dt>Again</dt><dd><code>" + text(about.command()) + "</code></dd>\n</dl>\n");
    }

    private static String schedule(Schedule schedule) {
        return schedule.epochs() + " epochs, from " + schedule.learningRate();
    }

    private String whiskers() {
        return seeds == 1
                ? "Whiskers: 95 % intervals by patient."
                : "Means; whiskers: lowest and highest of the seeds.";
    }

    private void section(String title) {
        raw("<h2>" + text(title) + "</h2>\n");
    }

    private void paragraph(String words) {
        raw("<p>" + text(words) + "</p>\n");
    }

    private void item(String term, String words) {
        raw("<dt>" + text(term) + "</dt><dd>" + text(words) + "</dd>\n");
    }

    private void figure(Figure figure, String caption) {
        raw("<figure>\n" + figure.svg() + (caption.isEmpty() ? "" : "<figcaption>" + text(caption) + "</figcaption>\n")
                + "</figure>\n");
    }

    private void download(String name, String csv) {
        String data = Base64.getEncoder().encodeToString(csv.getBytes(StandardCharsets.UTF_8));
        raw("<p class=\"download\"><a download=\"" + name + "\" href=\"data:text/csv;charset=utf-8;base64," + data
                + "\">" + name + "</a></p>\n");
    }

    private static String badge(boolean good, String yes, String no) {
        return "<span class=\"badge " + (good ? "good" : "bad") + "\">" + (good ? yes : no) + "</span>";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static String text(String words) {
        return Markup.escaped(words);
    }

    private void raw(String markup) {
        html.append(markup);
    }

    private static String style() {
        try (InputStream css = Page.class.getResourceAsStream("page.css")) {
            if (css == null) {
                throw new IllegalStateException("the style sheet is missing from the program");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
