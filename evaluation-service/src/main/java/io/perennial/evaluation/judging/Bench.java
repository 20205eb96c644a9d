package io.perennial.evaluation.judging;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.ChangeControlPlan;
import io.perennial.artifact.Digest;
import io.perennial.evaluation.comparison.HeldOutSet;
import io.perennial.evaluation.comparison.Readings;
import io.perennial.evaluation.ledger.LookLedger;
import io.perennial.evaluation.ledger.LookPermit;
import io.perennial.evaluation.scoring.Scorer;
import io.perennial.evaluation.selection.Selected;
import io.perennial.evaluation.spending.Allowance;
import io.perennial.evaluation.testset.HeldOutCohort;
import io.perennial.evaluation.testset.SealedTestSet;
import io.perennial.evaluation.testset.TestSet;
import io.perennial.network.Classifier;
import java.io.IOException;
import java.util.List;
import org.jboss.logging.Logger;

/** Where one judgement reads images and takes down what it finds. For one thread. */
final class Bench {

    private static final Logger LOG = Logger.getLogger(Bench.class);

    private final ArtifactStore artifacts;
    private final Scorer scorer;
    private final LookLedger ledger;
    private final ChangeControlPlan.Protocol protocol;
    private final OpenModels models;
    private final Findings findings;

    Bench(
            ArtifactStore artifacts,
            Scorer scorer,
            LookLedger ledger,
            ChangeControlPlan.Protocol protocol,
            OpenModels models,
            Findings findings) {
        this.artifacts = artifacts;
        this.scorer = scorer;
        this.ledger = ledger;
        this.protocol = protocol;
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

    HeldOutCohort cohort(Digest cohort) throws IOException {
        return HeldOutCohort.open(artifacts, cohort);
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

    /** Reads the comparison for the record. */
    void readControl(List<? extends HeldOutSet> sets) throws InterruptedException {
        if (findings.fact().control().isPresent()) {
            readForTheRecord(findings.fact().control().get(), sets);
        }
    }

    /** Reads sets that are open already, for report and matrix alone: whatever is wrong with a model, the verdict stands. */
    void readForTheRecord(Digest model, List<? extends HeldOutSet> sets) throws InterruptedException {
        try {
            for (HeldOutSet set : sets) {
                read(model, set);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf(
                    "expansion %s: model %s cannot be scored for the record: %s",
                    findings.fact().expansion(), model, e.getMessage());
        }
    }

    /** What this verdict's look at a domain's test images may spend. */
    Allowance allowance(String domain) {
        return ledger.allowance(domain, findings.verdict(), protocol);
    }

    /**
     * Writes the look down, durably, then opens the set.
     *
     * @param bounded whether a bound decides
     */
    TestSet open(SealedTestSet set, Selected candidate, boolean bounded) throws IOException {
        LookPermit permit = ledger.grant(set.domain(), set.cohort(), findings.verdict(), candidate, bounded, protocol);
        findings.looked(permit);
        return set.open(permit);
    }
}
