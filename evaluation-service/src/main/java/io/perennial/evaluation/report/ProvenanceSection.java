package io.perennial.evaluation.report;

import io.perennial.artifact.Augmentation;
import io.perennial.artifact.ModelCard;
import io.perennial.artifact.Recipe;
import io.perennial.evaluation.verdict.Evidence;
import io.perennial.figure.Markup;
import io.perennial.figure.Numbers;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where everything comes from, by digest, so that it can be found and computed again; and the plan as it was written. */
final class ProvenanceSection {

    private final Dossier dossier;
    private final Evidence evidence;

    ProvenanceSection(Dossier dossier) {
        this.dossier = dossier;
        this.evidence = dossier.evidence();
    }

    void write(Html page) {
        page.section("provenance", "Where this comes from").beginList();
        page.item("Verdict", evidence.verdict());
        page.item("Evidence", dossier.verdict().digest().toString());
        page.item("Signed with key", dossier.verdict().signature().key());
        page.item("Signature (Ed25519)", dossier.verdict().signature().value());
        page.item("Line of models", evidence.lineage());
        page.item("Expansion", evidence.expansion());
        page.item("Judged model", Words.model(evidence.judged()));
        page.item("Made from", Words.model(evidence.base()));
        page.item("Baseline", Words.model(evidence.baseline()));
        page.item("Serving before", Words.model(evidence.serving()));
        page.item("Conventional fine-tuning, for comparison", Words.model(evidence.control()));
        page.item("Cohort of " + evidence.domain(), evidence.cohort().toString());
        evidence.looks().forEach(look -> page.item("Test images of " + look.domain(), "cohort " + look.cohort()));
        evidence.recipe().ifPresent(recipe -> page.item("Recipe", recipe(recipe)));
        dossier.card().ifPresent(card -> card(page, card));
        page.item("Judged by", listed(evidence.software()));
        page.item("Seed of every resampling", Long.toUnsignedString(evidence.seed()));
        page.endList();
        page.paragraph("The readings behind every figure: GET /verdicts/" + evidence.verdict() + "/predictions.");
        page.endSection();
        page.section("plan", "The change-control plan").beginList();
        page.item("Digest", evidence.plan().toString()).endList();
        page.raw("<pre tabindex=\"0\">" + Markup.escaped(dossier.planText()) + "</pre>\n")
                .endSection();
    }

    private static void card(Html page, ModelCard card) {
        page.item(
                "Network",
                card.architecture() + ", images of " + card.inputSize() + " × " + card.inputSize()
                        + " pixels, preprocessing " + card.preprocessing());
        page.item("Weights", card.tensors().toString());
        page.item("BatchNorm statistics", card.statistics().toString());
        card.fisher()
                .ifPresent(fisher -> page.item(
                        "Fisher information",
                        fisher.estimator() + ", " + fisher.samples() + " images, " + fisher.digest()));
        new TreeMap<>(card.cohorts())
                .forEach((domain, cohort) -> page.item("Learned from " + domain, cohort.toString()));
        page.item("Trained on", listed(card.software()));
    }

    private static String recipe(Recipe recipe) {
        return recipe.summary() + ", learning rate " + recipe.learningRate() + " (" + recipe.schedule() + "), "
                + recipe.epochs() + " epochs at most, patience " + recipe.patience() + ", batches of "
                + recipe.batchSize() + ", images " + varied(recipe.augmentation()) + ", seed " + recipe.seed();
    }

    private static String varied(Augmentation by) {
        return (by.mirrored() ? "mirrored, " : "") + "shifted by up to " + Numbers.percent(by.shift(), 2)
                + ", turned by " + by.rotation() + "°, scaled by " + Numbers.percent(by.scale(), 2);
    }

    private static String listed(Map<String, String> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }
}
