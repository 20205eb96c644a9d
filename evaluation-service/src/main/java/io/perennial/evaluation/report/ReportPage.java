package io.perennial.evaluation.report;

import io.perennial.evaluation.analysis.SetAnalysis;
import io.perennial.evaluation.verdict.Evidence;
import io.perennial.evaluation.verdict.ReachedVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A verdict's report: first the sentence, then the picture, then the numbers, then where everything comes from. One HTML
 * document, complete by itself, for screen, telephone and paper; the same dossier gives the same bytes.
 */
final class ReportPage {

    private ReportPage() {}

    /** The document; a second or so for ten thousand images a set. */
    static String html(Dossier dossier) {
        Evidence evidence = dossier.evidence();
        List<SetAnalysis> sets = dossier.sets().stream()
                .map(set -> SetAnalysis.of(set, evidence.seed()))
                .toList();
        Html page = new Html();
        page.raw("<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n")
                .raw("<meta charset=\"utf-8\"/>\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>")
                .text("Verdict on " + evidence.domain() + ": " + Words.of(evidence.outcome()) + " – Perennial")
                .raw("</title>\n<style>\n" + style() + "</style>\n</head>\n<body>\n<main>\n");
        opening(page, dossier);
        new DecisionSection(dossier).write(page);
        new AgreementSection(sets).write(page);
        new HospitalsSection(dossier.verdict().matrix()).write(page);
        new ScannerSection(sets).write(page);
        new ChangesSection(sets).write(page);
        new CalibrationSection(sets).write(page);
        new SelectionSection(dossier).write(page);
        new ProvenanceSection(dossier).write(page);
        return page.raw("</main>\n</body>\n</html>\n").toString();
    }

    private static void opening(Html page, Dossier dossier) {
        ReachedVerdict verdict = dossier.verdict();
        Evidence evidence = dossier.evidence();
        Conclusion conclusion = new Conclusion(dossier);
        String outcome = Words.of(evidence.outcome());
        page.raw("<header>\n<p class=\"kicker\">")
                .text("Verdict on " + (dossier.isOfBaseline() ? "a first model, " : "a new hospital, ")
                        + evidence.domain() + " · " + Times.words(verdict.reachedAt()))
                .raw("</p>\n<h1><span class=\"badge " + outcome.toLowerCase(Locale.ROOT) + "\">")
                .text(outcome)
                .raw("</span> ")
                .text(conclusion.sentence())
                .raw("</h1>\n<ul class=\"reasons\">\n");
        conclusion.reasons().forEach(reason -> page.raw("<li>").text(reason).raw("</li>\n"));
        page.raw("</ul>\n").paragraph(conclusion.lastWord());
        page.aside(
                "κ (kappa, linearly weighted over A to D) is agreement with the radiologists' densities beyond chance: 1 is"
                        + " full agreement, 0 that of chance; A read as D counts three times A read as B.");
        page.raw("</header>\n");
    }

    private static String style() {
        try (InputStream css = ReportPage.class.getResourceAsStream("report.css")) {
            if (css == null) {
                throw new IllegalStateException("the style sheet is missing from the service");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
