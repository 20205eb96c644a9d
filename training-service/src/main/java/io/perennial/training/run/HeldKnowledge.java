package io.perennial.training.run;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Cohort;
import io.perennial.artifact.Digest;
import io.perennial.artifact.FisherCertificate;
import io.perennial.artifact.ModelCard;
import io.perennial.mammography.Split;
import io.perennial.network.ModelStore;
import io.perennial.network.ResNetSpec;
import io.perennial.network.Weights;
import io.perennial.training.continual.Anchor;
import io.perennial.training.continual.CancelledException;
import io.perennial.training.continual.Learner;
import io.perennial.training.continual.Learner.Accumulation;
import io.perennial.training.continual.TrainingListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an expansion must not forget, as an anchor: the baseline's where the base model is the baseline. Where the base has
 * learned a target domain since, that domain's Fisher diagonal is added, computed at the base model on the images it learned
 * from, and the centre is the base model itself. Closing it closes the anchor.
 *
 * @param digest of {@code anchor.safetensors} in the artifact store
 */
record HeldKnowledge(Anchor anchor, Digest digest, FisherCertificate fisher) implements AutoCloseable {

    /** A domain that the base model learned last: its cohort's size, and of the part that it had not known before. */
    private record NewDomain(Cohort cohort, int newImages) {}

    /** How many images the accumulation looks at; 0 where there is none. */
    static int samples(ArtifactStore artifacts, ModelCard base, int fisherSamples) throws IOException {
        int samples = 0;
        for (NewDomain domain : newDomains(artifacts, base)) {
            samples += Math.min(fisherSamples, trainingImages(domain.cohort()));
        }
        return samples;
    }

    /** Reads the base model's anchor, adds what the base learned since, and stores the sum. */
    static HeldKnowledge of(
            ArtifactStore artifacts,
            ModelCard base,
            Weights weights,
            Learner learner,
            int fisherSamples,
            TrainingListener listener)
            throws IOException, CancelledException {
        ResNetSpec spec = ModelStore.spec(base);
        Digest digest = base.anchor().orElseThrow();
        Anchor anchor = Anchor.read(spec, artifacts.map(digest));
        FisherCertificate fisher = base.fisher().orElseThrow();
        try {
            for (NewDomain domain : newDomains(artifacts, base)) {
                Accumulation sum = learner.accumulate(
                        anchor,
                        fisher,
                        weights,
                        domain.cohort().images(Split.TRAINING),
                        fisherSamples,
                        (double) domain.newImages() / originalImages(artifacts, base),
                        base.recipe().seed(),
                        listener);
                anchor.close();
                anchor = sum.anchor();
                fisher = sum.fisher();
                digest = artifacts.put(anchor.encode());
            }
            return new HeldKnowledge(anchor, digest, fisher);
        } catch (IOException | CancelledException | RuntimeException e) {
            anchor.close();
            throw e;
        }
    }

    /** The cohorts of the base model that its own base had not learned from. */
    private static List<NewDomain> newDomains(ArtifactStore artifacts, ModelCard base) throws IOException {
        List<NewDomain> domains = new ArrayList<>();
        if (base.base().isPresent()) {
            Map<String, Digest> before =
                    new ModelStore(artifacts).card(base.base().get()).cohorts();
            for (Map.Entry<String, Digest> learned : base.cohorts().entrySet()) {
                Digest known = before.get(learned.getKey());
                if (!learned.getValue().equals(known)) {
                    Cohort cohort = Cohort.open(artifacts, learned.getValue());
                    int images = trainingImages(cohort);
                    // a later cohort of a domain holds the images of the earlier one
                    int counted = known == null ? 0 : trainingImages(Cohort.open(artifacts, known));
                    domains.add(new NewDomain(cohort, Math.max(0, images - counted)));
                }
            }
        }
        return domains;
    }

    private static int originalImages(ArtifactStore artifacts, ModelCard base) throws IOException {
        ModelCard first = new ModelStore(artifacts).card(base.baseline().orElseThrow());
        int images = 0;
        for (Digest cohort : first.cohorts().values()) {
            images += trainingImages(Cohort.open(artifacts, cohort));
        }
        return images;
    }

    private static int trainingImages(Cohort cohort) {
        return cohort.manifest().shards().stream()
                .filter(shard -> shard.split() == Split.TRAINING)
                .mapToInt(shard -> shard.images())
                .sum();
    }

    @Override
    public void close() {
        anchor.close();
    }
}
