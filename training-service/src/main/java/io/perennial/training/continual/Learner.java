package io.perennial.training.continual;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import io.perennial.artifact.FisherCertificate;
import io.perennial.artifact.LabelledImages;
import io.perennial.artifact.Recipe;
import io.perennial.artifact.Recipe.Trainable;
import io.perennial.network.Network;
import io.perennial.network.Normalisation;
import io.perennial.network.Precision;
import io.perennial.network.ResNetSpec;
import io.perennial.network.TensorSpec;
import io.perennial.network.Weights;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains one network: the baseline first, then candidates from a base model. One training at a time per JVM, on the thread
 * that calls. The same seed and images give the same weights, bit for bit, on the same CPU.
 */
public final class Learner implements AutoCloseable {

    /** Images that Fisher merging computes the new domain's Fisher diagonal from, at most. */
    public static final int MERGING_SAMPLES = 200;

    // apart from the seeds of shuffling: the images that the Fisher information averages over
    private static final long FISHER_SEED = 0xF15E12;

    private final Compute compute;
    private final Network network; // trains
    private final Network exact; // float32

    /** On the CPU in float32. */
    public Learner(ResNetSpec spec, int threads) {
        this(spec, Compute.onCpu(threads));
    }

    /** Compiles the network. */
    public Learner(ResNetSpec spec, Compute compute) {
        Network.recordNoGradientsOnThisThread();
        JniUtils.setNumThreads(compute.threads());
        this.compute = compute;
        this.network = Network.load(spec, compute.precision());
        this.exact = compute.precision() == Precision.FLOAT32 ? network : Network.load(spec);
    }

    /** Trains the first model of a lineage from random weights; see {@link #trainBaseline(Weights, LabelledImages,
     * LabelledImages, Recipe, int, TrainingListener)}. */
    public Baseline trainBaseline(
            LabelledImages training,
            LabelledImages validation,
            Recipe settings,
            int fisherSamples,
            TrainingListener listener)
            throws DivergedException, CancelledException {
        try (Weights initial = Weights.initial(network.spec(), settings.seed())) {
            return trainBaseline(initial, training, validation, settings, fisherSamples, listener);
        }
    }

    /**
     * Trains the first model of a lineage, and measures what its parameters mean to the original domain.
     *
     * @param initial weights to start from; not changed
     * @param settings learning rate, epochs, batch size and seed; BatchNorm uses the batches' statistics, all parameters learn
     * @param fisherSamples training images the Fisher diagonal averages over; all of them if there are fewer
     * @throws DivergedException if the loss is no longer finite
     */
    public Baseline trainBaseline(
            Weights initial,
            LabelledImages training,
            LabelledImages validation,
            Recipe settings,
            int fisherSamples,
            TrainingListener listener)
            throws DivergedException, CancelledException {
        Weights trained;
        try (Weights weights = initial.copy(compute.device())) {
            trained = new TrainingRun(network, compute.devices(), settings, listener)
                    .train(
                            weights,
                            names(Trainable.ALL),
                            ContinualMethod.NONE,
                            training,
                            validation,
                            Normalisation.BATCH);
        }
        try (trained) {
            return anchored(trained, training, fisherSamples, settings.seed(), listener);
        }
    }

    /**
     * A model that was trained elsewhere as the first of a lineage: measures what its parameters mean to the original domain.
     *
     * @param weights not changed
     * @param fisherSamples training images the Fisher diagonal averages over; all of them if there are fewer
     * @param seed of the choice of these images
     */
    public Baseline anchored(
            Weights weights, LabelledImages training, int fisherSamples, long seed, TrainingListener listener)
            throws CancelledException {
        listener.onFisher();
        try (Weights here = weights.copy(compute.device());
                FisherInformation fisher = fisher(
                        here, names(Trainable.ALL), training, fisherSamples, FisherEstimator.EXACT, seed, listener);
                Anchor anchor = Anchor.of(here, fisher)) {
            return new Baseline(here.copy(Device.cpu()), anchor.copy(Device.cpu()), fisher.certificate());
        }
    }

    /**
     * The anchor after one more domain, whose model these weights are: one accumulated Fisher diagonal and a new centre.
     * Online elastic weight consolidation with decay γ = 1.
     *
     * @param previous of the domains before; not changed
     * @param theta the model approved for the new domain; not changed
     * @param training the new domain's training images
     * @param samples of these that the new Fisher diagonal averages over, at most
     * @param weight of the new diagonal: as many new images there are for one of the first domain
     * @param seed of the choice of samples
     */
    public Accumulation accumulate(
            Anchor previous,
            FisherCertificate certificate,
            Weights theta,
            LabelledImages training,
            int samples,
            double weight,
            long seed,
            TrainingListener listener)
            throws CancelledException {
        listener.onFisher();
        List<String> all = names(Trainable.ALL);
        try (Weights here = theta.copy(compute.device());
                Anchor held = previous.copy(compute.device());
                FisherInformation added = fisher(here, all, training, samples, FisherEstimator.EXACT, seed, listener);
                Anchor sum = held.accumulated(ParameterVector.view(here, all), added.diagonal(), weight, 1)) {
            Anchor anchor = sum.copy(Device.cpu());
            return new Accumulation(
                    anchor,
                    FisherInformation.certificate(
                            anchor.fisher(),
                            FisherEstimator.EXACT,
                            certificate.samples() + added.samples(),
                            certificate.distinctSamples() + added.distinctSamples()));
        }
    }

    /** An anchor over several domains, and the certificate of its Fisher diagonal. Closing it closes the anchor. */
    public record Accumulation(Anchor anchor, FisherCertificate fisher) implements AutoCloseable {
        @Override
        public void close() {
            anchor.close();
        }
    }

    /** The Fisher information at these weights, which lie on this learner's device. */
    FisherInformation fisher(
            Weights weights,
            List<String> names,
            LabelledImages images,
            int samples,
            FisherEstimator estimator,
            long seed,
            TrainingListener listener)
            throws CancelledException {
        List<Integer> chosen = Shuffle.some(images.size(), samples, new SplittableRandom(seed ^ FISHER_SEED));
        return new FisherEstimation(exact, estimator, seed).of(weights, names, images, chosen, listener);
    }

    /**
     * Fine-tunes a copy of the base model as the recipe says; α is not applied, the result is the end of the path.
     *
     * @param anchor of the earlier domains; unused where λ = 0
     * @return the weights of the epoch with the lowest validation loss, on the CPU; the caller closes them
     * @throws DivergedException if the loss is no longer finite
     */
    public Weights fineTune(
            Weights base,
            Anchor anchor,
            LabelledImages training,
            LabelledImages validation,
            Recipe recipe,
            TrainingListener listener)
            throws DivergedException, CancelledException {
        Normalisation normalisation = switch (recipe.statistics()) {
            case TARGET -> Normalisation.BATCH;
            case ORIGINAL ->
                recipe.trainable() == Trainable.ALL ? Normalisation.frozenOn(compute.device()) : Normalisation.GIVEN;
        };
        List<String> names = names(recipe.trainable());
        try (Weights start = base.copy(compute.device());
                Weights weights = start.copy();
                Anchor held = anchor.copy(compute.device());
                ContinualMethod method = method(recipe, start, held, names, training);
                Weights tuned = new TrainingRun(network, compute.devices(), recipe, listener)
                        .train(weights, names, method, training, validation, normalisation)) {
            method.conclude(tuned, listener);
            return tuned.copy(Device.cpu());
        }
    }

    private ContinualMethod method(
            Recipe recipe, Weights base, Anchor anchor, List<String> names, LabelledImages training) {
        if (recipe.lambda() == 0) {
            return ContinualMethod.NONE;
        }
        return switch (recipe.method()) {
            case EWC -> new ElasticWeightConsolidation(anchor, recipe.lambda());
            case L2_SP -> new L2StartingPoint(ParameterVector.view(base, names), recipe.lambda());
            case LEARNING_WITHOUT_FORGETTING -> new LearningWithoutForgetting(network, base, recipe.lambda());
            case FISHER_MERGING ->
                new FisherMerging(
                        anchor,
                        recipe.lambda(),
                        new FisherEstimation(exact, FisherEstimator.EXACT, recipe.seed()),
                        names,
                        training,
                        Shuffle.some(
                                training.size(), MERGING_SAMPLES, new SplittableRandom(recipe.seed() ^ FISHER_SEED)));
        };
    }

    private List<String> names(Trainable trainable) {
        return network.spec().parameters().stream()
                .filter(parameter -> trainable == Trainable.ALL || parameter.isBatchNorm())
                .map(TensorSpec::name)
                .toList();
    }

    @Override
    public void close() {
        network.close();
        if (exact != network) {
            exact.close();
        }
    }
}
