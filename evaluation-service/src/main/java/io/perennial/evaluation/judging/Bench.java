package io.perennial.evaluation.judging;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Cohort;
import io.perennial.artifact.Digest;
import io.perennial.evaluation.comparison.HeldOutSet;
import io.perennial.evaluation.comparison.Readings;
import io.perennial.evaluation.ledger.LookLedger;
import io.perennial.evaluation.scoring.Scorer;
import io.perennial.evaluation.selection.Selected;
import io.perennial.evaluation.testset.SealedTestSet;
import io.perennial.evaluation.testset.TestSet;
import io.perennial.network.Classifier;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where one judgement reads images and takes down what it finds. For one thread. */
final class Bench {

    private final ArtifactStore artifacts;
    private final Scorer scorer;
    private final LookLedger ledger;
    private final OpenModels models;
    private final Findings findings;

    Bench(ArtifactStore artifacts, Scorer scorer, LookLedger ledger, OpenModels models, Findings findings) {
        this.artifacts = artifacts;
        this.scorer = scorer;
        this.ledger = ledger;
        this.models = models;
        this.findings = findings;
    }

    OpenModels models() {
        return models;
    }

    Findings findings() {
        return findings;
    }

    ArtifactStore artifacts() {
        return artifacts;
    }

    Cohort cohort(Digest cohort) throws IOException {
        return Cohort.open(artifacts, cohort);
    }

    /** A stored model's readings. */
    Readings read(Digest model, HeldOutSet set) throws IOException, InterruptedException {
        return findings.note(scorer.read(model, set, () -> models.classifier(model)))
                .readings();
    }

    /** The readings of a model in memory. */
    Readings read(Digest model, Classifier classifier, HeldOutSet set) throws IOException, InterruptedException {
        return findings.note(scorer.read(model, set, () -> classifier)).readings();
    }

    /** Per domain, how many other verdicts have looked at its test images. */
    Map<String, Integer> looksBefore(List<SealedTestSet> sets) {
        Map<String, Integer> looks = new LinkedHashMap<>();
        sets.forEach(set -> looks.put(set.domain(), ledger.looksBefore(set.domain(), findings.verdict())));
        return looks;
    }

    /** Writes the look down, durably, then opens the set. */
    TestSet open(SealedTestSet set, Selected candidate) throws IOException {
        int before = ledger.looksBefore(set.domain(), findings.verdict());
        ledger.write(set.domain(), findings.verdict(), set.cohort(), candidate.model());
        findings.looked(set.domain(), set.cohort(), before);
        return set.open(candidate);
    }
}
