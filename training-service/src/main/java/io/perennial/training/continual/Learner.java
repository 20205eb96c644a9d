package io.perennial.training.continual;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.perennial.artifact.LabelledImages;
import io.perennial.artifact.Recipe;
import io.perennial.network.Network;
import io.perennial.network.Normalisation;
import io.perennial.network.ResNetSpec;
import io.perennial.network.TensorSpec;
import io.perennial.network.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Trains one network: the baseline from scratch, then candidates from a base model. One training at a time per JVM, on the
 * thread that calls. The same seed and images give the same weights, bit for bit, on the same machine.
 */
public final class Learner implements AutoCloseable {

    private static final int VALIDATION_BATCH = 128;

    private final Network network;

    /**
     * Compiles the network.
     *
     * @param threads of PyTorch's operators
     */
    public Learner(ResNetSpec spec, int threads) {
        Network.recordNoGradientsOnThisThread();
        JniUtils.setNumThreads(threads);
        this.network = Network.load(spec);
    }

    /**
     * Trains the first model of a lineage from random weights, and measures what its parameters mean to the original
     * domain.
     *
     * @param settings learning rate, epochs, batch size and seed; BatchNorm uses the batches' statistics, all parameters learn
     * @param fisherSamples training images the Fisher diagonal averages over; all of them if there are fewer
     * @throws DivergedException if the loss is no longer finite
     */
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

    /** The same from given weights. They are changed in place, and stay the caller's to close. */
    public Baseline trainBaseline(
            Weights initial,
            LabelledImages training,
            LabelledImages validation,
            Recipe settings,
            int fisherSamples,
            TrainingListener listener)
            throws DivergedException, CancelledException {
        Weights trained = train(initial, null, training, validation, settings, Normalisation.BATCH, listener);
        return anchored(trained, training, fisherSamples, settings.seed(), listener);
    }

    /**
     * Weights as they are as the first model of a lineage: measures what its parameters mean to the original domain.
     *
     * @param weights become the baseline's; closed if this fails
     * @param seed of the choice of images for the Fisher diagonal
     */
    public Baseline anchored(
            Weights weights, LabelledImages training, int fisherSamples, long seed, TrainingListener listener)
            throws CancelledException {
        NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        try {
            listener.onFisher();
            List<Integer> samples = sample(training.size(), fisherSamples, seed);
            List<NDArray> fisher = FisherInformation.exact(network, weights, training, samples, manager, listener);
            Anchor anchor = Anchor.of(weights, fisher, manager);
            return new Baseline(weights, anchor, anchor.certificate(samples.size(), samples.size()));
        } catch (CancelledException | RuntimeException e) {
            manager.close();
            weights.close();
            throw e;
        }
    }

    /**
     * Fine-tunes a copy of the base model as the recipe says; α is not applied, the result is the end of the path.
     *
     * @param anchor pulls towards θ* with strength λ; the recipe's λ may be 0
     * @return the weights of the epoch with the lowest validation loss; the caller closes them
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
            case ORIGINAL -> recipe.trainable() == Recipe.Trainable.ALL ? Normalisation.FOLDED : Normalisation.GIVEN;
        };
        try (Weights weights = base.copy()) {
            return train(weights, anchor, training, validation, recipe, normalisation, listener);
        }
    }

    private Weights train(
            Weights weights,
            @Nullable Anchor anchor,
            LabelledImages training,
            LabelledImages validation,
            Recipe recipe,
            Normalisation normalisation,
            TrainingListener listener)
            throws DivergedException, CancelledException {
        List<String> learning = network.spec().parameters().stream()
                .filter(parameter -> recipe.trainable() == Recipe.Trainable.ALL || parameter.isBatchNorm())
                .map(TensorSpec::name)
                .toList();
        List<NDArray> theta = learning.stream().map(weights::get).toList();
        theta.forEach(parameter -> parameter.setRequiresGradient(true));
        List<NDArray> fisher = anchor == null ? List.of() : anchor.fisher(learning);
        List<NDArray> centre = anchor == null ? List.of() : anchor.mean(learning);
        SplittableRandom random = new SplittableRandom(recipe.seed());
        Best best = new Best();
        try (Adam adam = new Adam(theta, fisher, centre, recipe.lambda())) {
            int steps = (training.size() + recipe.batchSize() - 1) / recipe.batchSize();
            for (int epoch = 1; epoch <= recipe.epochs(); epoch++) {
                int[] order = shuffled(training.size(), random);
                double lossSum = 0;
                for (int step = 0; step < steps; step++) {
                    if (listener.cancelled()) {
                        throw new CancelledException();
                    }
                    int from = step * recipe.batchSize();
                    int[] indices = java.util.Arrays.copyOfRange(
                            order, from, Math.min(from + recipe.batchSize(), order.length));
                    double loss = backpropagate(weights, training, indices, normalisation, random);
                    if (!Double.isFinite(loss)) {
                        throw new DivergedException(recipe, epoch, loss);
                    }
                    double share = (double) ((epoch - 1) * steps + step) / (recipe.epochs() * steps);
                    adam.step(recipe.learningRate() * (1 + Math.cos(Math.PI * share)) / 2); // cosine decay to 0
                    lossSum += loss * indices.length;
                    listener.onStep(share);
                }
                double validationLoss = loss(weights, validation);
                best.offer(weights, validationLoss);
                listener.onEpoch(new EpochReport(epoch, recipe.epochs(), lossSum / training.size(), validationLoss));
            }
            return best.take();
        } finally {
            theta.forEach(parameter -> parameter.setRequiresGradient(false));
            best.close();
        }
    }

    /** The weights of the epoch with the lowest validation loss; of the last one, where nothing validates. */
    private static final class Best implements AutoCloseable {
        private @Nullable Weights weights;
        private double loss = Double.POSITIVE_INFINITY;

        void offer(Weights candidate, double validationLoss) {
            if (Double.isNaN(validationLoss) || validationLoss < loss) {
                close();
                weights = candidate.copy();
                loss = validationLoss;
            }
        }

        Weights take() {
            Weights taken = java.util.Objects.requireNonNull(weights);
            weights = null;
            return taken;
        }

        @Override
        public void close() {
            if (weights != null) {
                weights.close();
                weights = null;
            }
        }
    }

    /** Accumulates the gradient of the minibatch's loss; returns the loss. */
    private double backpropagate(
            Weights weights,
            LabelledImages images,
            int[] indices,
            Normalisation normalisation,
            SplittableRandom random) {
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            Minibatch batch = Minibatch.augmented(images, indices, random, scope);
            JniUtils.setGradMode(true);
            NDArray loss = batch.crossEntropy(network.differentiableLogits(batch.grey(), weights, normalisation));
            JniUtils.backward((PtNDArray) loss, (PtNDArray) scope.create(1f), false, false);
            return loss.getFloat();
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    /** Mean cross-entropy over all images, without penalty or augmentation; NaN if there are none. */
    private double loss(Weights weights, LabelledImages images) {
        double sum = 0;
        for (int from = 0; from < images.size(); from += VALIDATION_BATCH) {
            int[] indices = IntStream.range(from, Math.min(from + VALIDATION_BATCH, images.size()))
                    .toArray();
            try (NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
                Minibatch batch = Minibatch.plain(images, indices, scope);
                sum += batch.crossEntropy(network.logits(scope, batch.grey(), weights))
                                .getFloat()
                        * indices.length;
            }
        }
        return sum / images.size();
    }

    private static int[] shuffled(int n, SplittableRandom random) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return order;
    }

    private static List<Integer> sample(int n, int atMost, long seed) {
        List<Integer> samples = new ArrayList<>();
        int[] order = shuffled(n, new SplittableRandom(seed ^ 0xF15E12));
        for (int i = 0; i < Math.min(n, atMost); i++) {
            samples.add(order[i]);
        }
        return samples;
    }

    @Override
    public void close() {
        network.close();
    }
}
