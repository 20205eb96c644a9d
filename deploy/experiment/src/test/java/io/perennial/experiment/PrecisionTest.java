package io.perennial.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.perennial.artifact.Cohort;
import io.perennial.artifact.DirectoryArtifactStore;
import io.perennial.artifact.LabelledImages;
import io.perennial.artifact.Recipe;
import io.perennial.artifact.Recipe.Statistics;
import io.perennial.artifact.Recipe.Trainable;
import io.perennial.artifact.SplitRatio;
import io.perennial.experiment.domain.DomainPair;
import io.perennial.experiment.domain.SimulatedDomains;
import io.perennial.experiment.result.Readings;
import io.perennial.experiment.result.Scoring;
import io.perennial.experiment.result.TestSet;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.mammography.Split;
import io.perennial.network.Classifier;
import io.perennial.network.Network;
import io.perennial.network.Precision;
import io.perennial.network.ResNetSpec;
import io.perennial.network.Weights;
import io.perennial.training.continual.Baseline;
import io.perennial.training.continual.Compute;
import io.perennial.training.continual.Learner;
import io.perennial.training.continual.TrainingListener;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rounding to bfloat16 in training does to kappas: no more than chance does. */
class PrecisionTest {

    private static final int SIZE = 32;
    private static final ResNetSpec SPEC = ResNetSpec.named("demo", SIZE);
    private static final List<Long> SEEDS = List.of(1L, 2L, 3L, 4L, 5L);

    private final Map<Precision, Map<String, DoubleSummaryStatistics>> kappas = new LinkedHashMap<>();

    @Test
    void endsInBfloat16WithinTheSpreadOfSeeds(@TempDir Path directory) throws Exception {
        SplitRatio ratio = new SplitRatio(4, 1, 5);
        DomainPair domains = new SimulatedDomains(200, 160, ratio, ratio, 1)
                .prepare(1, new DirectoryArtifactStore(directory), SIZE, new Told());
        try (Network network = Network.load(SPEC);
                Learner learner = new Learner(SPEC, 1);
                Baseline baseline = learner.trainBaseline(
                        domains.original().images(Split.TRAINING),
                        domains.original().images(Split.VALIDATION),
                        new Recipe(Trainable.ALL, Statistics.TARGET, 0, 1, 2e-3, 4, 32, 1),
                        50,
                        TrainingListener.NOBODY)) {
            for (Precision precision : Precision.values()) {
                try (Learner tuner = new Learner(SPEC, new Compute(List.of(Device.cpu()), 1, precision))) {
                    for (long seed : SEEDS) {
                        fineTune(tuner, baseline, domains, precision, seed, network);
                    }
                }
            }
        }

        for (String domain : List.of("original", "target")) {
            DoubleSummaryStatistics exact = kappas(Precision.FLOAT32, domain);
            DoubleSummaryStatistics rounded = kappas(Precision.BFLOAT16, domain);
            assertThat(exact.getMax()).as("seeds differ on %s", domain).isGreaterThan(exact.getMin());
            assertThat(Math.abs(rounded.getAverage() - exact.getAverage()))
                    .as("%s: %s in float32, %s in bfloat16", domain, exact, rounded)
                    .isLessThan(exact.getMax() - exact.getMin());
        }
    }

    private void fineTune(
            Learner tuner, Baseline baseline, DomainPair domains, Precision precision, long seed, Network network)
            throws Exception {
        Recipe recipe = new Recipe(Trainable.ALL, Statistics.ORIGINAL, 10, 1, 1e-3, 3, 32, seed);
        try (Weights tuned = tuner.fineTune(
                baseline.weights(),
                baseline.anchor(),
                domains.target().images(Split.TRAINING),
                domains.target().images(Split.VALIDATION),
                recipe,
                TrainingListener.NOBODY)) {
            for (Cohort cohort : List.of(domains.original(), domains.target())) {
                String domain = cohort == domains.target() ? "target" : "original";
                kappas(precision, domain).accept(kappa(network, tuned, cohort.images(Split.TEST)));
            }
        }
    }

    private DoubleSummaryStatistics kappas(Precision precision, String domain) {
        return kappas.computeIfAbsent(precision, any -> new LinkedHashMap<>())
                .computeIfAbsent(domain, any -> new DoubleSummaryStatistics());
    }

    private static double kappa(Network network, Weights weights, LabelledImages images) {
        float[] grey = new float[images.size() * SIZE * SIZE];
        for (int n = 0; n < images.size(); n++) {
            images.copyPixels(n, grey, n * SIZE * SIZE);
        }
        StringBuilder letters = new StringBuilder();
        Stream.of(new Classifier(network, weights).logits(grey, images.size()))
                .map(logits -> DensityProbabilities.ofLogits(logits).density())
                .forEach(letters::append);
        return Scoring.kappa(TestSet.of(images.rows()), new Readings(letters.toString()))
                .orElseThrow()
                .value();
    }
}
