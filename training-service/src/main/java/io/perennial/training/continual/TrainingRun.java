package io.perennial.training.continual;

import ai.djl.Device;
import io.perennial.artifact.LabelledImages;
import io.perennial.artifact.Recipe;
import io.perennial.network.Network;
import io.perennial.network.Normalisation;
import io.perennial.network.Weights;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One training as a recipe says: epochs of steps, a look at the validation images after each, the best epoch kept. */
final class TrainingRun {

    private final Network network;
    private final List<Device> devices;
    private final Recipe recipe;
    private final TrainingListener listener;

    /** With the devices that share each minibatch; on the first lie the weights, the optimiser and validation. */
    TrainingRun(Network network, List<Device> devices, Recipe recipe, TrainingListener listener) {
        this.network = network;
        this.devices = devices;
        this.recipe = recipe;
        this.listener = listener;
    }

    /**
     * Trains the weights in place.
     *
     * @param names of the parameters that learn
     * @return a copy of the weights at the epoch with the lowest validation loss (the last, where nothing validates); the
     *     caller closes it
     */
    Weights train(
            Weights weights,
            List<String> names,
            ContinualMethod method,
            LabelledImages training,
            LabelledImages validation,
            Normalisation normalisation)
            throws DivergedException, CancelledException {
        ParameterVector theta = ParameterVector.view(weights, names);
        theta.requireGradients(true);
        try (Replicas replicas = new Replicas(weights, names, devices);
                Optimiser optimiser = new Optimiser(theta, method.pull());
                PreparedSteps steps = new PreparedSteps(training, recipe);
                Best best = new Best()) {
            Backpropagation backpropagation =
                    new Backpropagation(new SharedPass(network, normalisation, method, replicas), listener);
            for (int epoch = 1; epoch <= recipe.epochs() && best.age() < recipe.patience(); epoch++) {
                double trainingLoss = epoch(epoch, steps, backpropagation, optimiser, replicas) / training.size();
                Validation seen = Validation.of(network, weights, validation);
                best.offer(weights, seen.loss());
                listener.onEpoch(new EpochReport(epoch, recipe.epochs(), trainingLoss, seen.loss(), seen.kappa()));
            }
            return best.take();
        } finally {
            theta.requireGradients(false);
        }
    }

    /** All steps of one epoch; gives the sum of the losses over the images. */
    private double epoch(
            int epoch, PreparedSteps steps, Backpropagation backpropagation, Optimiser optimiser, Replicas replicas)
            throws DivergedException, CancelledException {
        double sum = 0;
        int perEpoch = steps.stepsPerEpoch();
        for (int step = 0; step < perEpoch; step++) {
            if (listener.cancelled()) {
                throw new CancelledException();
            }
            PreparedImages images = steps.next();
            double loss = backpropagation.run(images);
            if (!Double.isFinite(loss)) {
                throw new DivergedException(recipe, epoch, loss);
            }
            double share = (double) ((epoch - 1) * perEpoch + step) / (recipe.epochs() * perEpoch);
            optimiser.step(recipe.learningRate() * recipe.schedule().at(share));
            replicas.spread();
            sum += loss * images.count();
            listener.onStep(share);
        }
        return sum;
    }

    /** The weights of the epoch with the lowest validation loss; of the last one, where nothing validates. */
    private static final class Best implements AutoCloseable {
        private @Nullable Weights weights;
        private double loss = Double.POSITIVE_INFINITY;
        private int age;

        void offer(Weights candidate, double validationLoss) {
            age++;
            if (Double.isNaN(validationLoss) || validationLoss < loss) {
                close();
                weights = candidate.copy();
                loss = validationLoss;
                age = 0;
            }
        }

        /** Epochs since there was a better one. */
        int age() {
            return age;
        }

        Weights take() {
            Weights taken = Objects.requireNonNull(weights);
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
}
