package io.perennial.evaluation.report;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.ChangeControlPlan;
import io.perennial.artifact.Digest;
import io.perennial.artifact.InvalidPlanException;
import io.perennial.artifact.Json;
import io.perennial.artifact.ModelCard;
import io.perennial.evaluation.analysis.Answers;
import io.perennial.evaluation.analysis.Part;
import io.perennial.evaluation.analysis.ReadSet;
import io.perennial.evaluation.gate.Clause;
import io.perennial.evaluation.scoring.Logits;
import io.perennial.evaluation.testset.OpenedImages;
import io.perennial.evaluation.verdict.Evidence;
import io.perennial.evaluation.verdict.Evidence.Scored;
import io.perennial.evaluation.verdict.ReachedVerdict;
import io.perennial.mammography.DomainRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything behind a verdict, fetched: evidence, plan, card, and the readings of every test set that it opened. Whatever is
 * said of a verdict is a function of this.
 *
 * @param planText the plan as it was written
 * @param card of the judged model; absent if none was
 * @param sets one per look, in the order of the evidence
 */
record Dossier(
        ReachedVerdict verdict, ChangeControlPlan plan, String planText, Optional<ModelCard> card, List<ReadSet> sets) {

    Dossier {
        sets = List.copyOf(sets);
    }

    /** Fetches it. @throws IOException if an artifact is missing, damaged or contradicts the evidence */
    static Dossier open(ArtifactStore artifacts, ReachedVerdict verdict) throws IOException {
        Evidence evidence = verdict.evidence();
        byte[] yaml = artifacts.read(evidence.plan());
        List<ReadSet> sets = new ArrayList<>();
        for (Evidence.Look look : evidence.looks()) {
            sets.add(readSet(artifacts, evidence, look));
        }
        return new Dossier(
                verdict, plan(yaml), new String(yaml, StandardCharsets.UTF_8), card(artifacts, evidence), sets);
    }

    Evidence evidence() {
        return verdict.evidence();
    }

    /** Whether it is about a lineage's first model. */
    boolean isOfBaseline() {
        return evidence().role() == DomainRole.ORIGINAL;
    }

    private static ChangeControlPlan plan(byte[] yaml) throws ArtifactCorruptException {
        try {
            return ChangeControlPlan.parse(yaml);
        } catch (InvalidPlanException e) {
            throw new ArtifactCorruptException("the verdict's plan cannot be read: " + e.getMessage(), e);
        }
    }

    private static Optional<ModelCard> card(ArtifactStore artifacts, Evidence evidence) throws IOException {
        return evidence.judged().isEmpty()
                ? Optional.empty()
                : Optional.of(Json.read(artifacts.read(evidence.judged().get()), ModelCard.class));
    }

    private static ReadSet readSet(ArtifactStore artifacts, Evidence evidence, Evidence.Look look) throws IOException {
        OpenedImages images = OpenedImages.of(artifacts, evidence, look);
        Clause asked = asked(evidence, look);
        Map<Digest, Answers> answers = new HashMap<>(); // one per model, whatever parts it plays
        for (Scored scored : evidence.onTestImages(look)) {
            answers.put(scored.score().model(), answers(artifacts, scored, images));
        }
        Map<Part, Answers> parts = new EnumMap<>(Part.class);
        models(evidence, look, asked).forEach((part, model) -> {
            Answers read = answers.get(model);
            if (read != null) {
                parts.put(part, read);
            }
        });
        ReadSet set = new ReadSet(look.domain(), asked, images.rows(), parts);
        for (Scored scored : evidence.onTestImages(look)) {
            Answers read = answers.get(scored.score().model());
            if (read != null
                    && !set.confusion(read).rows().equals(scored.score().confusion())) {
                throw new ArtifactCorruptException(
                        "the logits " + scored.logits() + " are not those that the evidence counted");
            }
        }
        return set;
    }

    private static Answers answers(ArtifactStore artifacts, Scored scored, OpenedImages images) throws IOException {
        Answers answers = Answers.ofLogits(Logits.read(artifacts, scored.logits()));
        if (answers.images() != images.rows().size()) {
            throw new ArtifactCorruptException(scored.logits() + " answers " + answers.images()
                    + " images, the cohort has " + images.rows().size());
        }
        return answers;
    }

    private static Clause asked(Evidence evidence, Evidence.Look look) {
        if (evidence.role() == DomainRole.ORIGINAL) {
            return Clause.BASELINE;
        }
        if (evidence.originalDomain().equals(Optional.of(look.domain()))) {
            return Clause.RETENTION;
        }
        return look.domain().equals(evidence.domain()) ? Clause.GAIN : Clause.EARLIER_DOMAIN;
    }

    private static Map<Part, Digest> models(Evidence evidence, Evidence.Look look, Clause asked) {
        Map<Part, Digest> models = new EnumMap<>(Part.class);
        evidence.baseline().ifPresent(model -> models.put(Part.BASELINE, model));
        evidence.serving().ifPresent(model -> models.put(Part.SERVING, model));
        evidence.control().ifPresent(model -> models.put(Part.CONTROL, model));
        if (asked != Clause.BASELINE) { // a first model is the baseline, and compared with none
            evidence.judged().ifPresent(model -> models.put(Part.CANDIDATE, model));
        }
        Optional<Digest> reference = switch (asked) {
            case RETENTION -> evidence.baseline();
            case GAIN -> evidence.serving();
            case EARLIER_DOMAIN -> reference(evidence, look);
            default -> Optional.empty();
        };
        reference.ifPresent(model -> models.put(Part.REFERENCE, model));
        return models;
    }

    /** Of an earlier hospital: the model approved with it, whose kappa the clause names. */
    private static Optional<Digest> reference(Evidence evidence, Evidence.Look look) {
        OptionalDouble kappa = evidence.clauses().stream()
                .filter(clause -> clause.clause() == Clause.EARLIER_DOMAIN
                        && clause.domain().equals(look.domain()))
                .flatMap(clause -> clause.difference().stream())
                .mapToDouble(difference -> difference.reference())
                .findFirst();
        List<Scored> others = evidence.onTestImages(look).stream()
                .filter(scored ->
                        !evidence.judged().equals(Optional.of(scored.score().model())))
                .filter(scored ->
                        !evidence.control().equals(Optional.of(scored.score().model())))
                .toList();
        return others.stream()
                .filter(scored -> scored.score().kappa().equals(kappa))
                .findFirst()
                .or(() -> others.stream().findFirst())
                .map(scored -> scored.score().model());
    }
}
